using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Softmax along an axis, or over several together: positive numbers that add up to 1.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>Where the input has a mask, what it hides gets 0, and the rest adds up to 1.</para>
/// </remarks>
/// <param name="axis">Which axes; by default the last.</param>
/// <example><code>KerasTensor probabilities = new Softmax().Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Softmax(params IReadOnlyList<int> axis) : Layer
{
    // Keras' stand-in for minus infinity.
    private const float Hidden = -1e9f;

    // Whether the file has one axis as a list.
    private bool _isList;

    /// <summary>Which axes.</summary>
    public IReadOnlyList<int> Axis { get; } = axis is { Count: > 0 } ? [.. axis] : [-1];

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (MaskOf(x) is not { } mask)
            return Apart(x);
        if (Shape.Broadcast(mask.Shape, x.Shape) != x.Shape)
            throw new ShapeException($"{this}", "a mask that broadcasts to the input", $"{mask.Shape} for {x.Shape}");
        return mask.Where(Apart(mask.Where(x, Ops.Constant(Hidden))), Ops.Constant(0));
    }

    private KerasTensor Apart(KerasTensor x) => Axis.Count == 1 ? x.Softmax(Axis[0]) : (x - x.LogSumExp([.. Axis], keepDims: true)).Exp();

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = AxisConfig.ToJson(Axis, _isList);
    }

    internal static Softmax FromConfig(JsonObject config) => new(AxisConfig.Read(config["axis"]))
    {
        Name = (string)config["name"]!,
        _isList = config["axis"] is JsonArray,
    };
}
