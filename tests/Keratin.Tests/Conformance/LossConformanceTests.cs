using System.Text.Json.Nodes;
using Keratin.Losses;

namespace Keratin.Tests.Conformance;

public class LossConformanceTests
{
    private static readonly string[] s_inputs = ["y_true", "y_pred", "sample_weight", "mask"];
    private static readonly IReadOnlyList<JsonObject> s_golden = GoldenCases.Of("keras-losses");

    public static TheoryData<int, string> Cases => KerasCases.Numbered("losses", "loss", _ => true);

    public static TheoryData<int, string> OfKerasTests => GoldenCases.Numbered(s_golden);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("losses")[number];
        var config = (JsonObject)one["kwargs"]!.DeepClone();
        config["reduction"] = (string)one["reduction"]!;
        AssertValue(one, LossTable.FromConfig[name](config), name);
    }

    [Theory]
    [MemberData(nameof(OfKerasTests))]
    public void Gives_the_numbers_of_keras_own_tests(int number, string name)
    {
        JsonObject one = s_golden[number];
        var config = (JsonObject)one["config"]!.DeepClone();
        string loss = (string)one["loss"]!;
        AssertValue(one, loss == "ExampleLoss" ? Example(config) : LossTable.FromConfig[loss](config), name);
    }

    // A loss that Keras' tests write themselves.
    private static LossFunction Example(JsonObject config) =>
        new("example", (y, p) => (y - p).Square()) { Reduction = LossConfig.Reduction(config) };

    private static void AssertValue(JsonObject one, Loss loss, string what)
    {
        float[] actual = GoldenCases.Run(one, s_inputs, x => [loss.Compute(x[0]!, x[1]!, x[2], x[3])]);
        Numbers.Close(KerasCases.Flat(one["value"]!), actual, GoldenCases.Tolerance(one), $"{what} {loss.Config.ToJsonString()}");
    }
}
