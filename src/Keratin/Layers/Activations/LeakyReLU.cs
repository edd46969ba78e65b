using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Rectified linear unit that lets a little of what is negative through: <c>x</c> where it is not negative, else <c>negativeSlope · x</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape. <b>Output</b> the same.</para>
/// <para>The layer's default slope is 0.3, that of the activation <c>leaky_relu</c> is 0.2: both as in Keras.</para>
/// </remarks>
/// <param name="negativeSlope">Slope of the negative part, at least 0.</param>
/// <example><code>KerasTensor y = new LeakyReLU(0.1f).Apply(new Input(10));   // (None, 10)</code></example>
public sealed class LeakyReLU(float negativeSlope = 0.3f) : Layer
{
    /// <summary>Slope of the negative part.</summary>
    public float NegativeSlope { get; } = Require.NotNegative(negativeSlope);

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => x.LeakyRelu(NegativeSlope);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["negative_slope"] = NegativeSlope;
    }

    internal static LeakyReLU FromConfig(JsonObject config) =>
        new((float?)config["negative_slope"] ?? (float?)config["alpha"] ?? 0.3f) { Name = (string)config["name"]! };
}
