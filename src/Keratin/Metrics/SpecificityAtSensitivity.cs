using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// The best specificity (recall of the zeros) at a threshold whose sensitivity (recall of the ones) is at least that given. 0 where there is
/// none.
/// </summary>
/// <param name="sensitivity">At least so much, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried: even steps from 0 to 1.</param>
/// <param name="classId">Where given, only this index of the last axis is looked at.</param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new SpecificityAtSensitivity(0.9f)]);</code></example>
public sealed class SpecificityAtSensitivity(float sensitivity, int numThresholds = 200, int? classId = null, string name = "specificity_at_sensitivity")
    : OperatingPoint(sensitivity, numThresholds, classId, name)
{
    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("sensitivity", Value);

    internal static SpecificityAtSensitivity FromConfig(JsonObject config) => new(
        MetricConfig.Required(config, "sensitivity"), (int?)config["num_thresholds"] ?? 200, (int?)config["class_id"],
        MetricConfig.Name(config, "specificity_at_sensitivity"));

    private protected override (float Constrained, float Wanted) Pick(ThresholdCounts counts) => (counts.Recall, counts.Specificity);
}
