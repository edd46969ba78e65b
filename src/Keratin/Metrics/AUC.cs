using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Area under the curve that a threshold draws as it goes from 0 to 1: 1 where all outputs of ones lie above all of zeros, 0.5 for guesses.
/// </summary>
/// <example>
/// <code>
/// model.Compile("adam", "binary_crossentropy", [new AUC(), new AUC(curve: AucCurve.PR, name: "auc_pr")]);
/// </code>
/// </example>
public sealed class AUC : ThresholdMetric
{
    private static readonly string[] s_curves = ["ROC", "PR", "PRGAIN"];
    private static readonly string[] s_methods = ["interpolation", "minoring", "majoring"];

    private readonly bool _areGiven;
    private readonly int? _labelsGiven;

    /// <summary>An area under a curve.</summary>
    /// <param name="numThresholds">How many thresholds approximate the curve, at least 2: even steps from 0 to 1.</param>
    /// <param name="curve">Which curve.</param>
    /// <param name="summationMethod">How high the curve is taken to be between thresholds.</param>
    /// <param name="name">Its name in logs.</param>
    /// <param name="thresholds">Thresholds instead of even steps; 0 and 1 are added.</param>
    /// <param name="multiLabel">Whether each label, the last axis, has a curve of its own; the result is the mean of the areas.</param>
    /// <param name="numLabels">How many labels there are; by default the first batch says.</param>
    /// <param name="labelWeights">What each label counts: in the mean of areas, or in the counts where there is one curve.</param>
    /// <param name="fromLogits">Whether the model gives logits, not probabilities.</param>
    /// <exception cref="ArgumentException">There are too few thresholds, or <paramref name="numLabels"/> is given for a single curve.</exception>
    public AUC(
        int numThresholds = 200, AucCurve curve = AucCurve.ROC, AucSummationMethod summationMethod = AucSummationMethod.Interpolation, string name = "auc",
        IReadOnlyList<float>? thresholds = null, bool multiLabel = false, int? numLabels = null, IReadOnlyList<float>? labelWeights = null,
        bool fromLogits = false)
        : base(name, WithEnds(thresholds, numThresholds), thresholds is null || IsEven([0, .. thresholds.Order(), 1]))
    {
        if (numLabels is not null && !multiLabel)
            throw new ArgumentException($"AUC '{name}': expected numLabels with multiLabel only; got {numLabels} without it.", nameof(numLabels));
        (_areGiven, _labelsGiven) = (thresholds is not null, numLabels);
        (Curve, SummationMethod, MultiLabel, NumLabels, LabelWeights, FromLogits) = (curve, summationMethod, multiLabel, numLabels, labelWeights, fromLogits);
    }

    /// <summary>Which curve.</summary>
    public AucCurve Curve { get; }

    /// <summary>How high the curve is taken to be between thresholds.</summary>
    public AucSummationMethod SummationMethod { get; }

    /// <summary>Whether each label has a curve of its own.</summary>
    public bool MultiLabel { get; }

    /// <summary>How many labels there are; null until a batch has said it.</summary>
    public int? NumLabels { get; private set; }

    /// <summary>What each label counts; null for all alike.</summary>
    public IReadOnlyList<float>? LabelWeights { get; }

    /// <summary>Whether the model gives logits, not probabilities.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config
                .With("num_thresholds", Thresholds.Count).With("curve", s_curves[(int)Curve]).With("summation_method", s_methods[(int)SummationMethod])
                .With("multi_label", MultiLabel).With("num_labels", _labelsGiven).With("label_weights", MetricConfig.List(LabelWeights))
                .With("from_logits", FromLogits);
            return _areGiven ? config.With("thresholds", MetricConfig.List([.. Thresholds.Skip(1).SkipLast(1)])) : config;
        }
    }

    /// <inheritdoc/>
    public override float Result()
    {
        if (!MultiLabel)
            return (float)Area(Counts());
        double sum = 0, weights = 0;
        for (int label = 0; label < (NumLabels ?? 0); label++)
        {
            double weight = LabelWeights?[label] ?? 1;
            sum += weight * Area(Counts(label));
            weights += weight;
        }
        return weights == 0 ? 0 : (float)(sum / weights);
    }

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        (target, output) = LossInputs.SameShape($"AUC '{Name}'", target, output);
        int labels = output.Shape[^1];
        if (MultiLabel && (output.Rank != 2 || (NumLabels ?? labels) != labels))
            throw new ShapeException($"AUC '{Name}'", $"(batch, labels){(NumLabels is null ? "" : $" with {NumLabels} labels")}", $"{output.Shape}");
        if (LabelWeights is not null && LabelWeights.Count != labels)
            throw new ShapeException($"AUC '{Name}'", $"a weight for each of the {labels} labels", $"{LabelWeights.Count} weights");
        if (FromLogits)
            output = output.Sigmoid();
        if (MultiLabel)
        {
            NumLabels = labels;
            Count(target, output, sampleWeight, labels);
            return;
        }
        Count(target, output, LabelWeights is null ? sampleWeight : WithLabels(output, sampleWeight));
    }

    internal static AUC FromConfig(JsonObject config) => new(
        (int?)config["num_thresholds"] ?? 200,
        (AucCurve)Index(s_curves, config, "curve"), (AucSummationMethod)Index(s_methods, config, "summation_method"),
        MetricConfig.Name(config, "auc"), MetricConfig.Floats(config["thresholds"]), (bool?)config["multi_label"] ?? false,
        (bool?)config["multi_label"] ?? false ? (int?)config["num_labels"] : null, MetricConfig.Floats(config["label_weights"]),
        MetricConfig.FromLogits(config));

    private static int Index(string[] names, JsonObject config, string key)
    {
        if ((string?)config[key] is not { } name)
            return 0;
        int index = Array.FindIndex(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new InvalidDataException($"AUC: expected {key} {string.Join(", ", names)}; got '{name}'.");
    }

    // A threshold below everything and one above, whatever rounding does to 0 and 1.
    private static float[] WithEnds(IReadOnlyList<float>? thresholds, int numThresholds)
    {
        if (thresholds is null && numThresholds < 2)
            throw new ArgumentOutOfRangeException(nameof(numThresholds), numThresholds, "There are at least 2 thresholds.");
        IEnumerable<float> inner = thresholds?.Order() ?? EvenSteps(numThresholds)[1..^1].AsEnumerable();
        return [-Ops.Epsilon, .. inner, 1 + Ops.Epsilon];
    }

    private KerasTensor WithLabels(KerasTensor output, KerasTensor? sampleWeight)
    {
        KerasTensor labels = Ops.Constant(LabelWeights!.ToArray().ToTensor([LabelWeights!.Count])).BroadcastTo(output.Shape);
        return sampleWeight is null ? labels : labels * SampleWeights.Align(labels, sampleWeight).Weight;
    }

    private double Area(ThresholdCounts[] counts) => Curve == AucCurve.PR && SummationMethod == AucSummationMethod.Interpolation
        ? AucFormulas.InterpolatedPrecisionRecall(counts)
        : AucFormulas.UnderCurve([.. counts.Select(Point)], SummationMethod);

    private (double X, double Y) Point(ThresholdCounts counts) => Curve switch
    {
        AucCurve.ROC => (counts.FalsePositiveRate, counts.Recall),
        AucCurve.PR => (counts.Recall, counts.Precision),
        _ => AucFormulas.Gains(counts),
    };
}
