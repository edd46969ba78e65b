using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>The part of <see cref="MetricTable"/> for means of formulas that are losses too.</summary>
internal static class LossMetricTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Metric>> FromConfig = new Dictionary<string, Func<JsonObject, Metric>>
    {
        ["MeanSquaredError"] = config => MeanOfLoss.MeanSquaredError(MetricConfig.Name(config, "mean_squared_error")),
        ["mse"] = config => MeanOfLoss.MeanSquaredError(MetricConfig.Name(config, "mse")),
        ["MSE"] = config => MeanOfLoss.MeanSquaredError(MetricConfig.Name(config, "MSE")),
        ["MeanAbsoluteError"] = config => MeanOfLoss.MeanAbsoluteError(MetricConfig.Name(config, "mean_absolute_error")),
        ["mae"] = config => MeanOfLoss.MeanAbsoluteError(MetricConfig.Name(config, "mae")),
        ["MAE"] = config => MeanOfLoss.MeanAbsoluteError(MetricConfig.Name(config, "MAE")),
        ["MeanAbsolutePercentageError"] = config =>
            MeanOfLoss.MeanAbsolutePercentageError(MetricConfig.Name(config, "mean_absolute_percentage_error")),
        ["mape"] = config => MeanOfLoss.MeanAbsolutePercentageError(MetricConfig.Name(config, "mape")),
        ["MAPE"] = config => MeanOfLoss.MeanAbsolutePercentageError(MetricConfig.Name(config, "MAPE")),
        ["MeanSquaredLogarithmicError"] = config =>
            MeanOfLoss.MeanSquaredLogarithmicError(MetricConfig.Name(config, "mean_squared_logarithmic_error")),
        ["msle"] = config => MeanOfLoss.MeanSquaredLogarithmicError(MetricConfig.Name(config, "msle")),
        ["MSLE"] = config => MeanOfLoss.MeanSquaredLogarithmicError(MetricConfig.Name(config, "MSLE")),
        ["LogCoshError"] = config => MeanOfLoss.LogCoshError(MetricConfig.Name(config, "logcosh")),
        ["CosineSimilarity"] = config => MeanOfLoss.CosineSimilarity(MetricConfig.Name(config, "cosine_similarity"), MetricConfig.Axis(config)),
        ["Hinge"] = config => MeanOfLoss.Hinge(MetricConfig.Name(config, "hinge")),
        ["SquaredHinge"] = config => MeanOfLoss.SquaredHinge(MetricConfig.Name(config, "squared_hinge")),
        ["CategoricalHinge"] = config => MeanOfLoss.CategoricalHinge(MetricConfig.Name(config, "categorical_hinge")),
        ["KLDivergence"] = KLDivergence,
        ["kl_divergence"] = KLDivergence,
        ["kullback_leibler_divergence"] = KLDivergence,
        ["kld"] = KLDivergence,
        ["KLD"] = KLDivergence,
        ["Poisson"] = config => MeanOfLoss.Poisson(MetricConfig.Name(config, "poisson")),
        ["BinaryCrossentropy"] = BinaryCrossentropy,
        ["bce"] = BinaryCrossentropy,
        ["BCE"] = BinaryCrossentropy,
        ["CategoricalCrossentropy"] = config => MeanOfLoss.CategoricalCrossentropy(
            MetricConfig.Name(config, "categorical_crossentropy"), MetricConfig.FromLogits(config), (float?)config["label_smoothing"] ?? 0,
            MetricConfig.Axis(config)),
        ["SparseCategoricalCrossentropy"] = config => MeanOfLoss.SparseCategoricalCrossentropy(
            MetricConfig.Name(config, "sparse_categorical_crossentropy"), MetricConfig.FromLogits(config), (int?)config["ignore_class"],
            MetricConfig.Axis(config)),

        // Losses that Keras has no metrics of.
        ["MeanMetricWrapper"] = Wrapped,
        ["binary_focal_crossentropy"] = config => Wrapper(config, "binary_focal_crossentropy", (y, p) => Ops.BinaryFocalCrossentropy(y, p)),
        ["categorical_focal_crossentropy"] = config => Wrapper(
            config, "categorical_focal_crossentropy", (y, p) => Ops.CategoricalFocalCrossentropy(y, p)),
        ["categorical_generalized_cross_entropy"] = config => Wrapper(
            config, "categorical_generalized_cross_entropy", (y, p) => Ops.CategoricalGeneralizedCrossEntropy(y, p, 0.5f)),
        ["huber"] = config => Wrapper(config, "huber", (y, p) => Ops.Huber(y, p)),
        ["log_cosh"] = config => Wrapper(config, "log_cosh", Ops.LogCosh),
        ["logcosh"] = config => Wrapper(config, "log_cosh", Ops.LogCosh),
        ["dice"] = config => Wrapper(config, "dice", (y, p) => Ops.Dice(y, p)),
        ["tversky"] = config => Wrapper(config, "tversky", (y, p) => Ops.Tversky(y, p)),
        ["circle"] = config => Wrapper(config, "circle", (y, p) => Ops.Circle(y, p)),
        ["ctc"] = config => Wrapper(config, "ctc", Ops.Ctc),
    };

    private static MeanOfLoss KLDivergence(JsonObject config) => MeanOfLoss.KLDivergence(MetricConfig.Name(config, "kl_divergence"));

    private static MeanOfLoss BinaryCrossentropy(JsonObject config) => MeanOfLoss.BinaryCrossentropy(
        MetricConfig.Name(config, "binary_crossentropy"), MetricConfig.FromLogits(config), (float?)config["label_smoothing"] ?? 0);

    private static MeanOfLoss Wrapper(JsonObject config, string function, Func<KerasTensor, KerasTensor, KerasTensor> formula) =>
        MeanOfLoss.Wrapper(MetricConfig.Name(config, function), function, formula);

    // A function in Keras' wrapper: the function's name says which.
    private static Metric Wrapped(JsonObject config)
    {
        JsonNode fn = config["fn"] ?? throw new InvalidDataException("MeanMetricWrapper: expected fn; got none.");
        string function = Serialized.Unwrap(fn).ClassName;
        return Serialized.Create("Metric", Serialized.Wrap("keras.metrics", function, config.DeepClone().AsObject()), MetricTable.FromConfig);
    }
}
