using System.Text.Json.Nodes;
using Keratin.Metrics;

namespace Keratin.Tests.Conformance;

public class MetricConformanceTests
{
    private static readonly string[] s_inputs = ["y_true", "y_pred", "sample_weight"], s_values = ["values", "sample_weight"];
    private static readonly IReadOnlyList<JsonObject> s_golden = GoldenCases.Of("keras-metrics");

    public static TheoryData<int, string> Cases => KerasCases.Numbered("metrics", "metric", _ => true);

    public static TheoryData<int, string> OfKerasTests => GoldenCases.Numbered(s_golden);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("metrics")[number];
        AssertResults(one, MetricTable.FromConfig[name]((JsonObject)one["kwargs"]!.DeepClone()), name);
    }

    [Theory]
    [MemberData(nameof(OfKerasTests))]
    public void Gives_the_numbers_of_keras_own_tests(int number, string name)
    {
        JsonObject one = s_golden[number];
        var config = (JsonObject)one["config"]!.DeepClone();
        string metric = (string)one["metric"]!;
        // Their wrapper wraps a function that they write themselves.
        Metric made = metric == "MeanMetricWrapper" ? new MetricFunction("example", (y, p) => (y - p).Square()) : MetricTable.FromConfig[metric](config);
        AssertResults(one, made, name);
    }

    private static void AssertResults(JsonObject one, Metric metric, string name)
    {
        int update = 0;
        foreach (JsonNode? step in (JsonArray)one["updates"]!)
        {
            GoldenCases.Run((JsonObject)step!, step!["values"] is null ? s_inputs : s_values, x =>
            {
                Update(metric, x);
                return [];
            });
            float[] expected = KerasCases.Flat(step["result_after"]!), actual = metric.ResultTensor().ToArray();
            Numbers.Close(expected, actual, GoldenCases.Tolerance(one), $"{name}, update {++update}");
            Numbers.Close([expected.Average()], [metric.Result()], GoldenCases.Tolerance(one), $"{name}, update {update}, as one number");
        }
    }

    private static void Update(Metric metric, KerasTensor?[] x)
    {
        switch (metric)
        {
            case Sum sum:
                sum.Update(x[0]!, x[1]);
                break;
            case Mean mean when x.Length == 2:
                mean.Update(x[0]!, x[1]);
                break;
            default:
                metric.UpdateState(x[0]!, x[1]!, x[2]);
                break;
        }
    }
}
