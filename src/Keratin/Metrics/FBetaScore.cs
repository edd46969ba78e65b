using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Weighted harmonic mean of precision and recall, <c>(1 + β²) · P · R / (β² · P + R)</c>: of each class, or of all. Recall counts β times as much as
/// precision.
/// </summary>
/// <remarks>Targets and outputs are <c>(batch, classes)</c>, targets 0 or 1.</remarks>
/// <example><code>model.Compile("adam", "categorical_crossentropy", [new FBetaScore(ScoreAverage.Macro, beta: 2)]);</code></example>
public class FBetaScore : Metric
{
    // Outputs this small count as 0 where the largest of a sample is taken for 1.
    private const float Least = 1e-9f;

    private static readonly string?[] s_averages = [null, "micro", "macro", "weighted"];

    private Variable? _truePositives, _falsePositives, _falseNegatives, _weights;

    /// <summary>A score.</summary>
    /// <param name="average">How the scores of classes become one.</param>
    /// <param name="beta">How much more recall counts, more than 0.</param>
    /// <param name="threshold">
    /// Above it (strictly) an output counts as 1, more than 0 and at most 1; where none is given, the largest of each sample does.
    /// </param>
    /// <param name="name">Its name in logs.</param>
    /// <exception cref="ArgumentOutOfRangeException">β or the threshold is outside of its range.</exception>
    public FBetaScore(ScoreAverage average = ScoreAverage.None, float beta = 1, float? threshold = null, string name = "fbeta_score")
        : base(name)
    {
        if (!(beta > 0))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is more than 0.");
        if (threshold is not (null or (> 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is more than 0 and at most 1.");
        (Average, Beta, Threshold) = (average, beta, threshold);
    }

    /// <summary>How the scores of classes become one.</summary>
    public ScoreAverage Average { get; }

    /// <summary>How much more recall counts than precision.</summary>
    public float Beta { get; }

    /// <summary>Above it (strictly) an output counts as 1; null takes the largest of each sample.</summary>
    public float? Threshold { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config =>
        base.Config.With("average", s_averages[(int)Average]).With("beta", MetricConfig.Real(Beta)).With("threshold", MetricConfig.Real(Threshold));

    /// <inheritdoc/>
    public override float Result() => Scores().Average();

    /// <inheritdoc/>
    public override Tensor<float> ResultTensor()
    {
        float[] scores = Scores();
        return scores.ToTensor([scores.Length]);
    }

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        if (output.Rank != 2 || target.Shape != output.Shape)
            throw new ShapeException($"{ClassName} '{Name}'", "targets and outputs (batch, classes)", $"{target.Shape} and {output.Shape}");
        Build(output.Shape[1]);
        KerasTensor predicted = Threshold is { } threshold
            ? output.Greater(Ops.Constant(threshold))
            : output.GreaterEqual(output.Max([-1], keepDims: true)) * output.Absolute().Greater(Ops.Constant(Least));
        KerasTensor? weight = sampleWeight is null ? null : SampleWeights.Align(output, sampleWeight).Weight;
        Add(_truePositives!, predicted * target, weight);
        Add(_falsePositives!, predicted * (1 - target), weight);
        Add(_falseNegatives!, (1 - predicted) * target, weight);
        Add(_weights!, target, weight);
    }

    internal static FBetaScore FromConfig(JsonObject config) => new(
        AverageOf(config), (float?)config["beta"] ?? 1, (float?)config["threshold"], MetricConfig.Name(config, "fbeta_score"));

    internal static ScoreAverage AverageOf(JsonObject config) => Array.IndexOf(s_averages, (string?)config["average"]) is >= 0 and int index
        ? (ScoreAverage)index
        : throw new InvalidDataException($"Score: expected average null, micro, macro or weighted; got '{config["average"]}'.");

    private void Build(int classes)
    {
        Shape shape = Average == ScoreAverage.Micro ? Shape.Scalar : [classes];
        _truePositives ??= AddVariable("true_positives", shape);
        _falsePositives ??= AddVariable("false_positives", shape);
        _falseNegatives ??= AddVariable("false_negatives", shape);
        _weights ??= AddVariable("intermediate_weights", shape);
        if (_weights.Shape != shape)
            throw new ShapeException($"{ClassName} '{Name}'", $"{_weights.Shape[0]} classes as before", $"{classes}");
    }

    private void Add(Variable sum, KerasTensor values, KerasTensor? weight)
    {
        KerasTensor weighted = weight is null ? values : values * weight;
        Accumulate(sum, Average == ScoreAverage.Micro ? weighted.Sum() : weighted.Sum([0]));
    }

    private float[] Scores()
    {
        if (_weights is null)
            return [0];
        float[] scores = new float[_weights.Span.Length];
        double all = 0, weighted = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            double score = Score(_truePositives!.Span[i], _falsePositives!.Span[i], _falseNegatives!.Span[i]);
            scores[i] = (float)score;
            all += _weights.Span[i];
            weighted += score * _weights.Span[i];
        }
        return Average switch
        {
            ScoreAverage.Weighted => [(float)(weighted / (all + Ops.Epsilon))],
            ScoreAverage.Macro => [scores.Average()],
            _ => scores,
        };
    }

    private double Score(double truePositives, double falsePositives, double falseNegatives)
    {
        double precision = truePositives / (truePositives + falsePositives + Ops.Epsilon);
        double recall = truePositives / (truePositives + falseNegatives + Ops.Epsilon);
        double square = (double)Beta * Beta;
        return (1 + square) * precision * recall / ((square * precision) + recall + Ops.Epsilon);
    }
}
