using System.Text.Json.Nodes;
using Keratin.Metrics;

namespace Keratin.Tests.Conformance;

public class MetricConformanceTests
{
    // Has cases, does not exist yet.
    private static readonly string[] s_notYet =
    [
        "AUC", "BinaryCrossentropy", "BinaryIoU", "CategoricalHinge", "CosineSimilarity", "F1Score", "FBetaScore", "FalseNegatives", "FalsePositives",
        "Hinge", "KLDivergence", "LogCoshError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanIoU", "Poisson", "Precision", "R2Score",
        "Recall", "RootMeanSquaredError", "SparseTopKCategoricalAccuracy", "SquaredHinge", "TopKCategoricalAccuracy", "TrueNegatives", "TruePositives",
    ];

    public static TheoryData<int, string> Cases => KerasCases.Numbered("metrics", "metric", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("metrics")[number];
        Metric metric = MetricTable.FromConfig[name]((JsonObject)one["kwargs"]!.DeepClone());
        int update = 0;
        foreach (JsonNode? step in (JsonArray)one["updates"]!)
        {
            Tensor<float>[] inputs = [.. new[] { step!["y_true"], step["y_pred"], step["sample_weight"] }.OfType<JsonNode>().Select(KerasCases.Tensor)];
            Step.RunAll(
                tensors =>
                {
                    metric.UpdateState(tensors[0], tensors[1], tensors.ElementAtOrDefault(2));
                    return [];
                },
                inputs);
            Numbers.Close(KerasCases.Flat(step["result_after"]!), [metric.Result()], KerasCases.Tolerance, $"{name}, update {++update}");
        }
    }

    [SharedFact]
    public void What_does_not_exist_yet_is_listed() => KerasCases.AssertListed("metrics", "metric", s_notYet, Exists);

    private static bool Exists(JsonObject one) => MetricTable.FromConfig.ContainsKey((string)one["metric"]!);
}
