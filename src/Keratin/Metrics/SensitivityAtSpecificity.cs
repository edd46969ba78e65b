using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// The best sensitivity (recall of the ones) at a threshold whose specificity (recall of the zeros) is at least that given. 0 where there is
/// none.
/// </summary>
/// <param name="specificity">At least so much, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried: even steps from 0 to 1.</param>
/// <param name="classId">Where given, only this index of the last axis is looked at.</param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new SensitivityAtSpecificity(0.9f)]);</code></example>
public sealed class SensitivityAtSpecificity(float specificity, int numThresholds = 200, int? classId = null, string name = "sensitivity_at_specificity")
    : OperatingPoint(specificity, numThresholds, classId, name)
{
    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("specificity", Value);

    internal static SensitivityAtSpecificity FromConfig(JsonObject config) => new(
        MetricConfig.Required(config, "specificity"), (int?)config["num_thresholds"] ?? 200, (int?)config["class_id"],
        MetricConfig.Name(config, "sensitivity_at_specificity"));

    private protected override (float Constrained, float Wanted) Pick(ThresholdCounts counts) => (counts.Specificity, counts.Recall);
}
