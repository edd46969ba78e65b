using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Which class reads which name. One line each. Some names mean a metric only once the shapes are known.</summary>
public static class MetricTable
{
    internal static readonly IReadOnlyDictionary<string, Func<JsonObject, Metric>> FromConfig = new Dictionary<string, Func<JsonObject, Metric>>
    {
        ["Mean"] = config => new Mean(NameOf(config, "mean")),
        ["Accuracy"] = config => new Accuracy(NameOf(config, "accuracy")),
        ["BinaryAccuracy"] = config => new BinaryAccuracy(NameOf(config, "binary_accuracy"), (float?)config["threshold"] ?? 0.5f),
        ["CategoricalAccuracy"] = config => new CategoricalAccuracy(NameOf(config, "categorical_accuracy")),
        ["SparseCategoricalAccuracy"] = config => new SparseCategoricalAccuracy(NameOf(config, "sparse_categorical_accuracy")),
        ["CategoricalCrossentropy"] = config => new MeanOfLoss(
            NameOf(config, "categorical_crossentropy"), "CategoricalCrossentropy", (y, p) => Ops.CategoricalCrossentropy(y, p, FromLogits(config)), config),
        ["SparseCategoricalCrossentropy"] = config => new MeanOfLoss(
            NameOf(config, "sparse_categorical_crossentropy"), "SparseCategoricalCrossentropy",
            (y, p) => Ops.SparseCategoricalCrossentropy(y, p, FromLogits(config)), config),
        ["MeanSquaredError"] = config => SquaredError(NameOf(config, "mean_squared_error")),
        ["mse"] = config => SquaredError(NameOf(config, "mse")),
        ["MSE"] = config => SquaredError(NameOf(config, "MSE")),
    };

    /// <summary>The metric that a name stands for, given the shapes of targets and outputs.</summary>
    /// <remarks>
    /// <c>accuracy</c> (and <c>acc</c>): one output is binary accuracy; targets with fewer axes, or a last axis of 1 beside classes, are class
    /// indices; else targets are one-hot. <c>crossentropy</c> (<c>ce</c>) likewise.
    /// </remarks>
    /// <param name="name">Keras' name.</param>
    /// <param name="target">Shape of the targets.</param>
    /// <param name="output">Shape of the outputs.</param>
    public static Metric Named(string name, Shape target, Shape output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        bool isSparse = target.Rank < output.Rank || (target[^1] == 1 && output[^1] > 1);
        switch (name)
        {
            case "accuracy" or "acc" when output.Rank < 2 || output[^1] == 1:
                return new BinaryAccuracy(name);
            case "accuracy" or "acc":
                return isSparse ? new SparseCategoricalAccuracy(name) : new CategoricalAccuracy(name);
            case "crossentropy" or "ce" when output.Rank < 2 || output[^1] == 1:
                throw new NotSupportedException(
                    $"Metric '{name}': expected several outputs, one a class; got {output}, whose binary cross-entropy is not there yet.");
            case "crossentropy" or "ce":
                string formula = isSparse ? "SparseCategoricalCrossentropy" : "CategoricalCrossentropy";
                return FromConfig[formula](new JsonObject { ["name"] = name });
            default:
                return Deserialize(Serialized.Wrap("keras.metrics", name, new JsonObject { ["name"] = name }));
        }
    }

    internal static Metric Deserialize(JsonNode node) => Serialized.Create("Metric", node, FromConfig);

    private static string NameOf(JsonObject config, string fallback) => (string?)config["name"] ?? fallback;

    private static bool FromLogits(JsonObject config) => (bool?)config["from_logits"] ?? false;

    private static MeanOfLoss SquaredError(string name) => new(name, "MeanSquaredError", Ops.MeanSquaredError);
}
