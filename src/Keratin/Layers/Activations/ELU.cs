using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Exponential linear unit: <c>x</c> where it is positive, else <c>alpha · (eˣ - 1)</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>Clevert, Unterthiner, Hochreiter: "Fast and accurate deep network learning by exponential linear units", 2016.</para>
/// </remarks>
/// <param name="alpha">What is approached from above, times -1.</param>
/// <example><code>KerasTensor y = new ELU().Apply(new Input(10));   // (None, 10)</code></example>
public sealed class ELU(float alpha = 1) : Layer
{
    /// <summary>What is approached from above, times -1.</summary>
    public float Alpha { get; } = alpha;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.Elu(Alpha);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["alpha"] = Alpha;
    }

    internal static ELU FromConfig(JsonObject config) => new((float?)config["alpha"] ?? 1) { Name = (string)config["name"]! };
}
