using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Joins its inputs along an axis.</summary>
/// <remarks><para><b>Input</b> two or more, equal in all lengths but that of the axis. <b>Output</b> the axis is as long as theirs together.</para></remarks>
/// <param name="axis">Which axis; -1 is the last.</param>
/// <example><code>KerasTensor y = new Concatenate().Apply(left, right);   // (None, 3), (None, 4) -> (None, 7)</code></example>
public sealed class Concatenate(int axis = -1) : Layer
{
    /// <summary>Which axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training) => Ops.Concatenate(inputs, Axis);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = Axis;
    }

    internal static Concatenate FromConfig(JsonObject config) => new((int?)config["axis"] ?? -1) { Name = (string)config["name"]! };
}
