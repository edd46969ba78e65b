using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Softmax along an axis: positive numbers that add up to 1.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="axis">Which axis; -1 is the last.</param>
/// <example><code>KerasTensor probabilities = new Softmax().Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Softmax(int axis = -1) : Layer
{
    /// <summary>Which axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.Softmax(Axis);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = Axis;
    }

    internal static Softmax FromConfig(JsonObject config)
    {
        JsonNode? axis = config["axis"] is JsonArray { Count: 1 } one ? one[0] : config["axis"];
        return new((int?)axis ?? -1) { Name = (string)config["name"]! };
    }
}
