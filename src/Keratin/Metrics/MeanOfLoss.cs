using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Mean of a formula that is a loss too. Files know each as a metric of Keras' name.</summary>
/// <remarks>
/// In Keras these metrics are classes of the same names as the losses: two classes of one name, in namespaces that are imported together, would
/// have to be told apart at each use. Where no arguments are needed, the name is enough: <c>["mse"]</c>.
/// </remarks>
/// <example>
/// <code>
/// model.Compile("adam", "binary_crossentropy", ["mse", MeanOfLoss.BinaryCrossentropy(labelSmoothing: 0.1f)]);
/// </code>
/// </example>
public sealed class MeanOfLoss : Mean
{
    private readonly string _className;
    private readonly Func<KerasTensor, KerasTensor, KerasTensor> _formula;
    private readonly KeyValuePair<string, JsonNode?>[] _arguments;

    private MeanOfLoss(
        string name, string className, Func<KerasTensor, KerasTensor, KerasTensor> formula, params KeyValuePair<string, JsonNode?>[] arguments)
        : base(name) => (_className, _formula, _arguments) = (className, formula, arguments);

    /// <inheritdoc/>
    public override string ClassName => _className;

    /// <inheritdoc/>
    public override MetricDirection Direction => _className == "CosineSimilarity" ? MetricDirection.Up : MetricDirection.Down;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            foreach (var (key, value) in _arguments)
                config[key] = value?.DeepClone();
            return config;
        }
    }

    private int? IgnoreClass { get; init; }

    /// <summary>Mean of the squared differences. See <see cref="Ops.MeanSquaredError"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss MeanSquaredError(string name = "mean_squared_error") => new(name, "MeanSquaredError", Ops.MeanSquaredError);

    /// <summary>Mean of the absolute differences. See <see cref="Ops.MeanAbsoluteError"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss MeanAbsoluteError(string name = "mean_absolute_error") => new(name, "MeanAbsoluteError", Ops.MeanAbsoluteError);

    /// <summary>Mean of the differences in percent of the target. See <see cref="Ops.MeanAbsolutePercentageError"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error") =>
        new(name, "MeanAbsolutePercentageError", Ops.MeanAbsolutePercentageError);

    /// <summary>Mean of the squared differences of logarithms. See <see cref="Ops.MeanSquaredLogarithmicError"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error") =>
        new(name, "MeanSquaredLogarithmicError", Ops.MeanSquaredLogarithmicError);

    /// <summary>Mean of ln cosh of the differences. See <see cref="Ops.LogCosh"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss LogCoshError(string name = "logcosh") => new(name, "LogCoshError", Ops.LogCosh);

    /// <summary>Mean cosine of the angle between targets and outputs: unlike the loss of that name, 1 for the same direction.</summary>
    /// <param name="name">Its name in logs.</param>
    /// <param name="axis">Along which axis.</param>
    public static MeanOfLoss CosineSimilarity(string name = "cosine_similarity", int axis = -1) =>
        // Keras does not write the axis, and reads it: so it is written only where it is another.
        axis == -1
            ? new(name, "CosineSimilarity", (y, p) => -Ops.CosineSimilarity(y, p))
            : new(name, "CosineSimilarity", (y, p) => -Ops.CosineSimilarity(y, p, axis), new KeyValuePair<string, JsonNode?>("axis", axis));

    /// <summary>Mean hinge loss. See <see cref="Ops.Hinge"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss Hinge(string name = "hinge") => new(name, "Hinge", Ops.Hinge);

    /// <summary>Mean squared hinge loss. See <see cref="Ops.SquaredHinge"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss SquaredHinge(string name = "squared_hinge") => new(name, "SquaredHinge", Ops.SquaredHinge);

    /// <summary>Mean categorical hinge loss. See <see cref="Ops.CategoricalHinge"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss CategoricalHinge(string name = "categorical_hinge") => new(name, "CategoricalHinge", Ops.CategoricalHinge);

    /// <summary>Mean Kullback-Leibler divergence. See <see cref="Ops.KLDivergence"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss KLDivergence(string name = "kl_divergence") => new(name, "KLDivergence", Ops.KLDivergence);

    /// <summary>Mean loss of expected counts. See <see cref="Ops.Poisson"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    public static MeanOfLoss Poisson(string name = "poisson") => new(name, "Poisson", Ops.Poisson);

    /// <summary>Mean binary cross-entropy. See <see cref="Ops.BinaryCrossentropy"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    /// <param name="fromLogits">Whether the model gives logits, not probabilities.</param>
    /// <param name="labelSmoothing">Part of each target that is moved to one half.</param>
    public static MeanOfLoss BinaryCrossentropy(string name = "binary_crossentropy", bool fromLogits = false, float labelSmoothing = 0) =>
        new(name, "BinaryCrossentropy", (y, p) => Ops.BinaryCrossentropy(y, p, fromLogits, labelSmoothing),
            new("from_logits", fromLogits), new("label_smoothing", Require.Fraction(labelSmoothing)));

    /// <summary>Mean cross-entropy of one-hot targets. See <see cref="Ops.CategoricalCrossentropy"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    /// <param name="fromLogits">Whether the model gives logits, not probabilities.</param>
    /// <param name="labelSmoothing">Share of each target that is spread evenly over the classes.</param>
    /// <param name="axis">Axis of the classes.</param>
    public static MeanOfLoss CategoricalCrossentropy(
        string name = "categorical_crossentropy", bool fromLogits = false, float labelSmoothing = 0, int axis = -1) =>
        new(name, "CategoricalCrossentropy", (y, p) => Ops.CategoricalCrossentropy(y, p, fromLogits, labelSmoothing, axis),
            new("from_logits", fromLogits), new("label_smoothing", Require.Fraction(labelSmoothing)), new("axis", axis));

    /// <summary>Mean cross-entropy of class indices. See <see cref="Ops.SparseCategoricalCrossentropy"/>.</summary>
    /// <param name="name">Its name in logs.</param>
    /// <param name="fromLogits">Whether the model gives logits, not probabilities.</param>
    /// <param name="ignoreClass">An index that stands for no class. As in Keras such samples are left out of the mean only where there are weights;
    /// without, they count as 0.</param>
    /// <param name="axis">Axis of the classes.</param>
    public static MeanOfLoss SparseCategoricalCrossentropy(
        string name = "sparse_categorical_crossentropy", bool fromLogits = false, int? ignoreClass = null, int axis = -1) =>
        new(name, "SparseCategoricalCrossentropy", (y, p) => Ops.SparseCategoricalCrossentropy(y, p, fromLogits, ignoreClass, axis),
            new("from_logits", fromLogits), new("ignore_class", ignoreClass), new("axis", axis))
        {
            IgnoreClass = ignoreClass,
        };

    /// <summary>A loss that Keras has no metric of: in files it is Keras' wrapper around the function.</summary>
    internal static MeanOfLoss Wrapper(string name, string function, Func<KerasTensor, KerasTensor, KerasTensor> formula) =>
        new(name, "MeanMetricWrapper", formula, new KeyValuePair<string, JsonNode?>("fn", Serialized.Function(function)));

    /// <inheritdoc/>
    protected override KerasTensor Values(KerasTensor target, KerasTensor output) => _formula(target, output);

    private protected override KerasTensor? Counted(KerasTensor target, KerasTensor values) =>
        IgnoreClass is { } ignored ? 1 - target.Reshape(values.Shape).Equal(Ops.Constant(ignored)) : null;
}
