using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Brings each sample's vectors to length 1: <c>x / √Σx²</c> along axes; what is shorter than 1e-12 is divided by that.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="axis">The axes along which a vector lies; by default the last.</param>
/// <example><code>KerasTensor y = new UnitNormalization().Apply(new Input(64));   // (None, 64)</code></example>
public sealed class UnitNormalization(params IReadOnlyList<int> axis) : Layer
{
    private const float Shortest = 1e-12f;

    // Whether the file has one axis as a list.
    private bool _isList;

    /// <summary>The axes along which a vector lies.</summary>
    public IReadOnlyList<int> Axis { get; } = axis is { Count: > 0 } ? [.. axis] : [-1];

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.Normalize([.. Axis], 2, Shortest);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = AxisConfig.ToJson(Axis, _isList);
    }

    internal static UnitNormalization FromConfig(JsonObject config) => new(AxisConfig.Read(config["axis"]))
    {
        Name = (string)config["name"]!,
        _isList = config["axis"] is JsonArray,
    };
}
