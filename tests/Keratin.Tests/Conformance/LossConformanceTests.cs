using System.Text.Json.Nodes;
using Keratin.Losses;

namespace Keratin.Tests.Conformance;

public class LossConformanceTests
{
    // Has cases, does not exist yet.
    private static readonly string[] s_notYet =
    [
        "BinaryCrossentropy", "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "CategoricalGeneralizedCrossEntropy", "CategoricalHinge",
        "CosineSimilarity", "Dice", "Hinge", "Huber", "KLDivergence", "LogCosh", "MeanAbsoluteError", "MeanAbsolutePercentageError",
        "MeanSquaredLogarithmicError", "Poisson", "SquaredHinge", "Tversky",
    ];

    public static TheoryData<int, string> Cases => KerasCases.Numbered("losses", "loss", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("losses")[number];
        var config = (JsonObject)one["kwargs"]!.DeepClone();
        config["reduction"] = (string)one["reduction"]!;
        Loss loss = LossTable.FromConfig[name](config);
        Tensor<float>[] inputs = [.. new[] { one["y_true"], one["y_pred"], one["sample_weight"] }.OfType<JsonNode>().Select(KerasCases.Tensor)];

        float[] actual = Step.RunAll(tensors => [loss.Compute(tensors[0], tensors[1], tensors.ElementAtOrDefault(2))], inputs)[0];

        Numbers.Close(KerasCases.Flat(one["value"]!), actual, KerasCases.Tolerance, $"{name} {config.ToJsonString()}");
    }

    [SharedFact]
    public void What_does_not_exist_yet_is_listed() => KerasCases.AssertListed("losses", "loss", s_notYet, Exists);

    private static bool Exists(JsonObject one) => LossTable.FromConfig.ContainsKey((string)one["loss"]!);
}
