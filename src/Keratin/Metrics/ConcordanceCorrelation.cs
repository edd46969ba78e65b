using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Lin's concordance of targets and outputs along an axis, mean over the samples: <c>2 · cov(y, ŷ) / (var(y) + var(ŷ) + (mean(y) - mean(ŷ))²)</c>, 1 where
/// they agree, not only go together.
/// </summary>
/// <remarks>L. I. Lin: "A concordance correlation coefficient to evaluate reproducibility", Biometrics 45, 1989.</remarks>
/// <param name="name">Its name in logs.</param>
/// <param name="axis">Along which axis.</param>
public sealed class ConcordanceCorrelation(string name = "concordance_correlation", int axis = -1) : Mean(name)
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
        (target, output) = LossInputs.SameShape($"ConcordanceCorrelation '{Name}'", target, output);
        KerasTensor meanTarget = MeanOf(target), meanOutput = MeanOf(output);
        KerasTensor offTarget = target - meanTarget, offOutput = output - meanOutput;
        KerasTensor norm = MeanOf(offTarget.Square()) + MeanOf(offOutput.Square()) + (meanTarget - meanOutput).Square();
        return (2 * offTarget * offOutput / (norm + Ops.Epsilon)).Mean([Axis]);
    }

    private KerasTensor MeanOf(KerasTensor x) => x.Mean([Axis], keepDims: true);
}
