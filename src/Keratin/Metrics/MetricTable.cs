using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Which class reads which name. One line each, aliases beside; names in snake_case need one only where they do not follow from the class. Some names
/// mean a metric only once the shapes are known.
/// </summary>
public static class MetricTable
{
    internal static readonly IReadOnlyDictionary<string, Func<JsonObject, Metric>> FromConfig = new Dictionary<string, Func<JsonObject, Metric>>
    {
        ["Mean"] = config => new Mean(MetricConfig.Name(config, "mean")),
        ["Sum"] = config => new Sum(MetricConfig.Name(config, "sum")),
        ["Accuracy"] = config => new Accuracy(MetricConfig.Name(config, "accuracy")),
        ["BinaryAccuracy"] = config => new BinaryAccuracy(MetricConfig.Name(config, "binary_accuracy"), (float?)config["threshold"] ?? 0.5f),
        ["CategoricalAccuracy"] = config => new CategoricalAccuracy(MetricConfig.Name(config, "categorical_accuracy")),
        ["SparseCategoricalAccuracy"] = config => new SparseCategoricalAccuracy(MetricConfig.Name(config, "sparse_categorical_accuracy")),
        ["TopKCategoricalAccuracy"] = config => new TopKCategoricalAccuracy(
            (int?)config["k"] ?? 5, MetricConfig.Name(config, "top_k_categorical_accuracy")),
        ["SparseTopKCategoricalAccuracy"] = config => new SparseTopKCategoricalAccuracy(
            (int?)config["k"] ?? 5, MetricConfig.Name(config, "sparse_top_k_categorical_accuracy"), (bool?)config["from_sorted_ids"] ?? false),
        ["TruePositives"] = config => new TruePositives(MetricConfig.Floats(config["thresholds"]), MetricConfig.Name(config, "true_positives")),
        ["TrueNegatives"] = config => new TrueNegatives(MetricConfig.Floats(config["thresholds"]), MetricConfig.Name(config, "true_negatives")),
        ["FalsePositives"] = config => new FalsePositives(MetricConfig.Floats(config["thresholds"]), MetricConfig.Name(config, "false_positives")),
        ["FalseNegatives"] = config => new FalseNegatives(MetricConfig.Floats(config["thresholds"]), MetricConfig.Name(config, "false_negatives")),
        ["Precision"] = Precision.FromConfig,
        ["Recall"] = Recall.FromConfig,
        ["PrecisionAtRecall"] = PrecisionAtRecall.FromConfig,
        ["RecallAtPrecision"] = RecallAtPrecision.FromConfig,
        ["SensitivityAtSpecificity"] = SensitivityAtSpecificity.FromConfig,
        ["SpecificityAtSensitivity"] = SpecificityAtSensitivity.FromConfig,
        ["AUC"] = AUC.FromConfig,
        ["auc"] = AUC.FromConfig,
        ["F1Score"] = F1Score.FromConfig,
        ["FBetaScore"] = FBetaScore.FromConfig,
        ["fbeta_score"] = FBetaScore.FromConfig,
        ["IoU"] = IoU.FromConfig,
        ["BinaryIoU"] = BinaryIoU.FromConfig,
        ["MeanIoU"] = MeanIoU.FromConfig,
        ["OneHotIoU"] = OneHotIoU.FromConfig,
        ["OneHotMeanIoU"] = OneHotMeanIoU.FromConfig,
        ["RootMeanSquaredError"] = config => new RootMeanSquaredError(MetricConfig.Name(config, "root_mean_squared_error")),
        ["R2Score"] = R2Score.FromConfig,
        ["PearsonCorrelation"] = config => new PearsonCorrelation(MetricConfig.Name(config, "pearson_correlation"), MetricConfig.Axis(config)),
        ["ConcordanceCorrelation"] = config => new ConcordanceCorrelation(MetricConfig.Name(config, "concordance_correlation"), MetricConfig.Axis(config)),
    }.Concat(LossMetricTable.FromConfig).ToDictionary();

    /// <summary>The metric that a name stands for, given the shapes of targets and outputs.</summary>
    /// <remarks>
    /// <c>accuracy</c> (and <c>acc</c>): one output is binary accuracy; targets with fewer axes, or a last axis of 1 beside classes, are class
    /// indices; else targets are one-hot. <c>crossentropy</c> (<c>ce</c>) likewise. Any other name is a metric's or a loss's.
    /// </remarks>
    /// <param name="name">Keras' name.</param>
    /// <param name="target">Shape of the targets.</param>
    /// <param name="output">Shape of the outputs.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Metric Named(string name, Shape target, Shape output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        bool isBinary = output.Rank < 2 || output[^1] == 1;
        bool isSparse = target.Rank < output.Rank || (target[^1] == 1 && output[^1] > 1);
        return name switch
        {
            "accuracy" or "acc" when isBinary => new BinaryAccuracy(name),
            "accuracy" or "acc" when isSparse => new SparseCategoricalAccuracy(name),
            "accuracy" or "acc" => new CategoricalAccuracy(name),
            "crossentropy" or "ce" when isBinary => MeanOfLoss.BinaryCrossentropy(name),
            "crossentropy" or "ce" when isSparse => MeanOfLoss.SparseCategoricalCrossentropy(name),
            "crossentropy" or "ce" => MeanOfLoss.CategoricalCrossentropy(name),
            _ => Serialized.Create("Metric", Serialized.Wrap("keras.metrics", name, new JsonObject { ["name"] = name }), FromConfig),
        };
    }

    internal static Metric Deserialize(JsonNode node)
    {
        Metric metric = Serialized.Create("Metric", node, FromConfig);
        var (className, config) = Serialized.Unwrap(node);
        // What was a wrapper around a function, or an alias, has become a class of its own, which takes other arguments.
        if (className == metric.ClassName)
            metric.Keep(config);
        return metric;
    }
}
