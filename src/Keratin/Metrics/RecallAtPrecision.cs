using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>The best recall at a threshold whose precision is at least that given. 0 where there is none.</summary>
/// <param name="precision">At least so much, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried: even steps from 0 to 1.</param>
/// <param name="classId">Where given, only this index of the last axis is looked at.</param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new RecallAtPrecision(0.9f)]);</code></example>
public sealed class RecallAtPrecision(float precision, int numThresholds = 200, int? classId = null, string name = "recall_at_precision")
    : OperatingPoint(precision, numThresholds, classId, name)
{
    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("precision", Value);

    internal static RecallAtPrecision FromConfig(JsonObject config) => new(
        MetricConfig.Required(config, "precision"), (int?)config["num_thresholds"] ?? 200, (int?)config["class_id"],
        MetricConfig.Name(config, "recall_at_precision"));

    private protected override (float Constrained, float Wanted) Pick(ThresholdCounts counts) => (counts.Precision, counts.Recall);
}
