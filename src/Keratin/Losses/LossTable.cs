using System.Text.Json.Nodes;

namespace Keratin.Losses;

/// <summary>Which class reads which name. One line each, aliases beside.</summary>
internal static class LossTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Loss>> FromConfig = new Dictionary<string, Func<JsonObject, Loss>>
    {
        ["CategoricalCrossentropy"] = CategoricalCrossentropy,
        ["SparseCategoricalCrossentropy"] = SparseCategoricalCrossentropy,
        ["MeanSquaredError"] = MeanSquaredError,
        ["mse"] = MeanSquaredError,
        ["MSE"] = MeanSquaredError,
    };

    private static CategoricalCrossentropy CategoricalCrossentropy(JsonObject config) => new()
    {
        Reduction = ReductionOf(config),
        FromLogits = (bool?)config["from_logits"] ?? false,
        LabelSmoothing = (float?)config["label_smoothing"] ?? 0,
    };

    private static SparseCategoricalCrossentropy SparseCategoricalCrossentropy(JsonObject config) => new()
    {
        Reduction = ReductionOf(config),
        FromLogits = (bool?)config["from_logits"] ?? false,
    };

    private static MeanSquaredError MeanSquaredError(JsonObject config) => new() { Reduction = ReductionOf(config) };

    // Keras 2 wrote "auto" for what is the default now; a mean over the batch is the same thing.
    private static Reduction ReductionOf(JsonObject config) => (string?)config["reduction"] switch
    {
        null or "auto" or "mean" => Reduction.SumOverBatchSize,
        var name => Array.IndexOf(Loss.ReductionNames, name) is >= 0 and int index
            ? (Reduction)index
            : throw new ArgumentException($"Loss: expected reduction {string.Join(", ", Loss.ReductionNames)}; got '{name}'."),
    };
}
