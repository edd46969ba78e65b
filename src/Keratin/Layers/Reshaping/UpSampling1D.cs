using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Gives each step of a sequence several times.</summary>
/// <remarks><para><b>Input</b> <c>(batch, steps, features)</c>. <b>Output</b> <c>(batch, steps · size, features)</c>.</para></remarks>
/// <param name="size">How many times, at least 1.</param>
/// <example><code>KerasTensor y = new UpSampling1D(2).Apply(new Input(10, 8));   // (None, 20, 8)</code></example>
public sealed class UpSampling1D(int size = 2) : Layer
{
    /// <summary>How many times.</summary>
    public int Size { get; } = Require.Positive(size);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Borders.Repeat(this, x, [Size]);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["size"] = Size;
    }

    internal static UpSampling1D FromConfig(JsonObject config) =>
        new(config["size"] is JsonArray { Count: 1 } one ? (int)one[0]! : (int?)config["size"] ?? 2) { Name = (string)config["name"]! };
}
