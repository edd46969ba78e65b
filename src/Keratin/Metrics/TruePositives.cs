namespace Keratin.Metrics;

/// <summary>Number of outputs above the threshold whose target is 1.</summary>
/// <param name="thresholds">Between 0 and 1; 0.5 where none is given. Of several there is one result each.</param>
/// <param name="name">Its name in logs.</param>
public sealed class TruePositives(IReadOnlyList<float>? thresholds = null, string name = "true_positives") : ConfusionCount(thresholds, name)
{
    private protected override float Pick(ThresholdCounts counts) => counts.TruePositives;
}
