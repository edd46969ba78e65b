using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Share of outputs that lie on the target's side of a threshold.</summary>
/// <param name="name">Its name in logs.</param>
/// <param name="threshold">Above it (strictly) an output counts as 1.</param>
public sealed class BinaryAccuracy(string name = "binary_accuracy", float threshold = 0.5f) : Mean(name)
{
    /// <summary>Above it (strictly) an output counts as 1.</summary>
    public float Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("threshold", Threshold);

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape($"BinaryAccuracy '{Name}'", target, output);
        return output.Greater(Ops.Constant(Threshold)).Equal(target);
    }
}
