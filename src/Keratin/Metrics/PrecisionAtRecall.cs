using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>The best precision at a threshold whose recall is at least that given. 0 where there is none.</summary>
/// <param name="recall">At least so much, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried: even steps from 0 to 1.</param>
/// <param name="classId">Where given, only this index of the last axis is looked at.</param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new PrecisionAtRecall(0.9f)]);</code></example>
public sealed class PrecisionAtRecall(float recall, int numThresholds = 200, int? classId = null, string name = "precision_at_recall")
    : OperatingPoint(recall, numThresholds, classId, name)
{
    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("recall", Value);

    internal static PrecisionAtRecall FromConfig(JsonObject config) => new(
        MetricConfig.Required(config, "recall"), (int?)config["num_thresholds"] ?? 200, (int?)config["class_id"],
        MetricConfig.Name(config, "precision_at_recall"));

    private protected override (float Constrained, float Wanted) Pick(ThresholdCounts counts) => (counts.Recall, counts.Precision);
}
