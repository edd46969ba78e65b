using System.Text.Json.Nodes;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Gives its input on and adds <c>(l1 · Σ|x| + l2 · Σx²) / batch</c> to the loss.</summary>
/// <remarks><para><b>Input</b> any shape. <b>Output</b> the same.</para></remarks>
/// <param name="l1">Factor of the absolute values.</param>
/// <param name="l2">Factor of the squares.</param>
/// <example><code>KerasTensor y = new ActivityRegularization(l2: 0.01f).Apply(new Input(10));   // (None, 10)</code></example>
public sealed class ActivityRegularization(float l1 = 0, float l2 = 0) : Layer
{
    /// <summary>Factor of the absolute values.</summary>
    public float L1 { get; } = Require.NotNegative(l1);

    /// <summary>Factor of the squares.</summary>
    public float L2 { get; } = Require.NotNegative(l2);

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        // While a model is described the batch is unknown and nobody asks for the loss.
        int batch = x.Rank == 0 ? 1 : x.Shape[0];
        if (batch > 0)
            AddLoss(new L1L2(L1, L2).Apply(x) * (1f / batch));
        return x;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["l1"] = L1;
        config["l2"] = L2;
    }

    internal static ActivityRegularization FromConfig(JsonObject config) =>
        new((float?)config["l1"] ?? 0, (float?)config["l2"] ?? 0) { Name = (string)config["name"]! };
}
