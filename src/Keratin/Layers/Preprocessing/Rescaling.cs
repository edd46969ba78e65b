using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Scales and shifts its input: <c>x · scale + offset</c>. <c>new Rescaling(1f / 255)</c> brings bytes to 0 … 1 inside the model.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="scale">Factor.</param>
/// <param name="offset">Added afterwards.</param>
/// <example><code>KerasTensor y = new Rescaling(1f / 127.5f, offset: -1).Apply(new Input(28, 28, 1));   // bytes to -1 … 1</code></example>
public sealed class Rescaling(float scale, float offset = 0) : Layer
{
    /// <summary>Factor.</summary>
    public float Scale { get; } = scale;

    /// <summary>Added afterwards.</summary>
    public float Offset { get; } = offset;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => (x * Scale) + Offset;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["scale"] = Scale;
        config["offset"] = Offset;
    }

    internal static Rescaling FromConfig(JsonObject config) =>
        new((float)config["scale"]!, (float?)config["offset"] ?? 0) { Name = (string)config["name"]! };
}
