using Keratin.Data;
using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

public static partial class Eager
{
    /// <summary>What a layer makes of samples, in training or outside of it: Keras' <c>layer(x, training=True)</c>. Makes the layer's weights if it has none yet.</summary>
    /// <remarks>Whatever a step of training changes besides trainable weights, changes: counters of random numbers, moving averages.</remarks>
    /// <param name="layer">The layer; it has one input and one result.</param>
    /// <param name="x">Samples; all are one batch.</param>
    /// <param name="training">Whether this is training: dropout drops, images are changed at random.</param>
    /// <example><code>Tensor&lt;float&gt; turned = new RandomRotation(0.1f).Apply(images, training: true);   // each time other ones</code></example>
    public static Tensor<float> Apply(this Layer layer, Samples x, bool training)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        using var trace = new Trace(training);
        KerasTensor input = Ops.Input(x.Shape), output = layer.Apply(input);
        using IExecution execution = Backend.Plan(new TracedGraph([input], [output], trace.Updates)).Rent();
        x.Copy(0, x.Count, execution.Input(0));
        execution.Run();
        return execution.Output(0).ToArray().ToTensor(output.Shape);
    }
}
