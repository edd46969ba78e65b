using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Harmonic mean of precision and recall, <c>2 · P · R / (P + R)</c>: of each class, or of all.</summary>
/// <remarks>Targets and outputs are <c>(batch, classes)</c>, targets 0 or 1.</remarks>
/// <param name="average">How the scores of classes become one.</param>
/// <param name="threshold">
/// Above it (strictly) an output counts as 1, more than 0 and at most 1; where none is given, the largest of each sample does.
/// </param>
/// <param name="name">Its name in logs.</param>
/// <example><code>model.Compile("adam", "categorical_crossentropy", [new F1Score(ScoreAverage.Macro)]);</code></example>
public sealed class F1Score(ScoreAverage average = ScoreAverage.None, float? threshold = null, string name = "f1_score")
    : FBetaScore(average, 1, threshold, name)
{
    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config.Remove("beta");
            return config;
        }
    }

    internal static new F1Score FromConfig(JsonObject config) =>
        new(AverageOf(config), (float?)config["threshold"], MetricConfig.Name(config, "f1_score"));
}
