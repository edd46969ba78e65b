using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>The best of one ratio at thresholds where another one is at least as large as asked for.</summary>
public abstract class OperatingPoint : ThresholdMetric
{
    private protected OperatingPoint(float value, int numThresholds, int? classId, string name)
        : base(name, Require.Positive(numThresholds) == 1 ? [0.5f] : EvenSteps(numThresholds), isEven: numThresholds > 1)
    {
        Value = Require.Fraction(value);
        ClassId = classId;
    }

    /// <summary>What the other ratio is to be at least, between 0 and 1.</summary>
    public float Value { get; }

    /// <summary>The only index of the last axis that is looked at; null for all.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("class_id", ClassId).With("num_thresholds", Thresholds.Count);

    /// <inheritdoc/>
    public override float Result() => Counts().Select(Pick).Where(pair => pair.Constrained >= Value).Max(pair => (float?)pair.Wanted) ?? 0;

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        (target, output) = LossInputs.SameShape($"{ClassName} '{Name}'", target, output);
        Count(OfClass(target, ClassId), OfClass(output, ClassId), sampleWeight);
    }

    private protected abstract (float Constrained, float Wanted) Pick(ThresholdCounts counts);
}
