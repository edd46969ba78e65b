using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Pearson's correlation of targets and outputs along an axis, mean over the samples: <c>cov(y, ŷ) / (σ(y) · σ(ŷ))</c>, from -1 to 1; NaN where one of
/// them does not vary.
/// </summary>
/// <param name="name">Its name in logs.</param>
/// <param name="axis">Along which axis.</param>
public sealed class PearsonCorrelation(string name = "pearson_correlation", int axis = -1) : Mean(name)
{
    /// <summary>Along which axis.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("axis", Axis);

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape($"PearsonCorrelation '{Name}'", target, output);
        return (Standardized(target) * Standardized(output)).Mean([Axis]);
    }

    private KerasTensor Standardized(KerasTensor x)
    {
        KerasTensor centered = x - x.Mean([Axis], keepDims: true);
        return centered / centered.Square().Mean([Axis], keepDims: true).Sqrt();
    }
}
