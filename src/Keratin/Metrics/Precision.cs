using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Of the outputs above a threshold, the part whose target is 1: <c>TP / (TP + FP)</c>; 0 where there are none.</summary>
/// <param name="thresholds">Between 0 and 1; 0.5 where none is given. Of several there is one result each.</param>
/// <param name="topK">Where given, only so many outputs of a sample, its largest, can count as 1.</param>
/// <param name="classId">Where given, only this index of the last axis is looked at.</param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new Precision(thresholds: [0.3f, 0.5f, 0.7f])]);</code></example>
public sealed class Precision(IReadOnlyList<float>? thresholds = null, int? topK = null, int? classId = null, string name = "precision")
    : ClassMetric(thresholds, topK, classId, name)
{
    internal static Precision FromConfig(JsonObject config) => new(
        MetricConfig.Floats(config["thresholds"]), (int?)config["top_k"], (int?)config["class_id"], MetricConfig.Name(config, "precision"));

    private protected override float Pick(ThresholdCounts counts) => counts.Precision;
}
