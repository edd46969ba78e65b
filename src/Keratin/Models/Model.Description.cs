using Keratin.Layers;

namespace Keratin.Models;

// A model's own nodes, for models that begin or end within it.
public partial class Model
{
    /// <summary>The inputs' nodes: Keras' <c>model.inputs</c>.</summary>
    /// <exception cref="InvalidOperationException">The model is of a class of its own, or has not seen its input yet.</exception>
    /// <example><code>var features = new Model(model.Inputs, model.GetLayer("conv2d_3").Output);</code></example>
    public IReadOnlyList<KerasTensor> Inputs => Description(nameof(Inputs)).Inputs;

    /// <summary>The outputs' nodes: Keras' <c>model.outputs</c>.</summary>
    /// <exception cref="InvalidOperationException">The model is of a class of its own, or has not seen its input yet.</exception>
    public IReadOnlyList<KerasTensor> Outputs => Description(nameof(Outputs)).Outputs;

    /// <summary>The first of <see cref="Outputs"/>: Keras' <c>model.output</c>. Of a model of a class of its own what it gave when it was first applied.</summary>
    public override KerasTensor Output => _graph is null && this is not Sequential ? base.Output : Outputs[0];

    /// <summary>Names of the inputs, under which <c>Fit</c> takes samples by name; those of the <see cref="Input"/>s.</summary>
    /// <exception cref="InvalidOperationException">The model is of a class of its own, or has not seen its input yet.</exception>
    public IReadOnlyList<string> InputNames => [.. Inputs.Select(input => ((Layer)FunctionalGraph.OperationOf(input)).Name)];

    // Inputs and outputs as nodes.
    private protected virtual (IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Outputs) Description(string member) => _graph is not null
        ? (_graph.Inputs, _graph.Outputs)
        : throw new InvalidOperationException(
            $"{this}.{member}: expected a Sequential, or a model made of inputs and outputs; got a class of its own, {ClassName}.\n" +
            "  hint: describe it as new Model(inputs, outputs); PredictLayer gives what layers inside models of every kind make of samples");
}
