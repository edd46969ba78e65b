using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Joins its inputs along an axis.</summary>
/// <remarks><para><b>Input</b> one or more, equal in all lengths but that of the axis. <b>Output</b> the axis is as long as theirs together.</para></remarks>
/// <param name="axis">Which axis; -1 is the last.</param>
/// <example><code>KerasTensor y = new Concatenate().Apply(left, right);   // (None, 3), (None, 4) -> (None, 7)</code></example>
public sealed class Concatenate(int axis = -1) : Layer
{
    /// <summary>Which axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training) => Ops.Concatenate(inputs, Axis);

    /// <inheritdoc/>
    // A step counts if any of its elements, joined as the inputs are, does.
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(masks);
        return masks.All(mask => mask is null) ? null : Ops.Concatenate([.. inputs.Select((input, i) => OfElements(masks[i], input))], Axis).Any([-1]);
    }

    private static KerasTensor OfElements(KerasTensor? mask, KerasTensor x)
    {
        if (mask is null)
            return x.OnesLike();
        return (mask.Rank < x.Rank ? mask.ExpandDims(-1) : mask).BroadcastTo(x.Shape);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = Axis;
    }

    internal static Concatenate FromConfig(JsonObject config) => new((int?)config["axis"] ?? -1) { Name = (string)config["name"]! };
}
