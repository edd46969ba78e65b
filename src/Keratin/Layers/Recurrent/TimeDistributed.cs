using System.Text.Json.Nodes;
using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>Applies a layer, or a model, to each time step by itself, always with the same weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, …)</c>. <b>Output</b> <c>(batch, time, …)</c>, behind time what the layer gives for <c>(batch, …)</c>.</para>
/// <para>The steps of all samples are computed together. Batch normalization in training takes them one after the other, as Keras does: each step has a
/// mean and a variance of its own.</para>
/// <para><b>Masks</b> <c>(batch, time, …)</c> go to the layer step by step, as <c>(batch, …)</c>; the output has none, as in Keras 3.16.</para>
/// </remarks>
/// <param name="layer">The layer.</param>
/// <example><code>KerasTensor y = new TimeDistributed(new Conv2D(8, 3)).Apply(new Input(10, 28, 28, 1));   // (None, 10, 26, 26, 8)</code></example>
public sealed class TimeDistributed(Layer layer) : Layer
{
    /// <summary>The layer.</summary>
    public Layer Layer { get; } = layer ?? throw new ArgumentNullException(nameof(layer));

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers => [Layer];

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => [("layer", Layer)];

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 3)
            throw new ShapeException($"{this}", "(batch, time, …) with at least three axes", $"{input}");
        Layer.EnsureBuilt([input[0], .. input[2..]]);
        foreach (Variable weight in Layer.Weights)
            weight.Path = $"{Name}/{weight.Path}";
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        KerasTensor? mask = MaskOf(x);
        if (mask is not null && (mask.Rank < 2 || IsOther(mask.Shape[0], x.Shape[0]) || IsOther(mask.Shape[1], x.Shape[1])))
            throw new ShapeException($"{this}", $"a mask ({LengthOf(x, 0)}, {LengthOf(x, 1)}, …)", $"{mask.Shape}");
        if (x.Shape[1] == Shape.Unknown)
            return OfUnknownTime(x);
        return training && MixesSamples(Layer) ? StepByStep(x, mask) : Together(x, mask);
    }

    // All steps of all samples as samples.
    private KerasTensor Together(KerasTensor x, KerasTensor? mask)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        KerasTensor y = Apply(Merged(x), mask is null ? null : Merged(mask));
        return y.Reshape([batch, time, .. y.Shape[1..]]);
    }

    private KerasTensor StepByStep(KerasTensor x, KerasTensor? mask)
    {
        IReadOnlyList<KerasTensor>? masks = mask?.Unstack(1);
        return Ops.Stack([.. x.Unstack(1).Select((step, t) => Apply(step, masks?[t]))], 1);
    }

    private KerasTensor OfUnknownTime(KerasTensor x)
    {
        KerasTensor y = Apply(x.Slice(1, 0, 1).Reshape([x.Shape[0], .. x.Shape[2..]]), null);
        return y.ExpandDims(1).BroadcastTo([y.Shape[0], Shape.Unknown, .. y.Shape[1..]]);
    }

    private KerasTensor Apply(KerasTensor x, KerasTensor? mask) => Layer.Apply([x], new CallArguments { Mask = mask });

    private static KerasTensor Merged(KerasTensor x)
    {
        int samples = x.Shape[0] == Shape.Unknown ? Shape.Unknown : checked(x.Shape[0] * x.Shape[1]);
        return x.Reshape([samples, .. x.Shape[2..]]);
    }

    private static string LengthOf(KerasTensor x, int axis) => x.Shape[axis] is var length && length == Shape.Unknown ? "None" : $"{length}";

    private static bool IsOther(int length, int expected) => length != expected && length != Shape.Unknown && expected != Shape.Unknown;

    private static bool MixesSamples(Layer layer) => layer is BatchNormalization { Trainable: true } || layer.Sublayers.Any(MixesSamples);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["layer"] = NestedLayer.Describe(Layer);
    }

    internal static TimeDistributed FromConfig(JsonObject config) =>
        new(NestedLayer.Read(config["layer"], $"TimeDistributed '{(string?)config["name"]}'")) { Name = (string)config["name"]! };
}
