using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>
/// Coefficient of determination, <c>1 - Σ (y - ŷ)² / Σ (y - mean(y))²</c>: 1 where outputs are right, 0 where they are no better than the mean of the
/// targets.
/// </summary>
/// <remarks>Targets and outputs are <c>(batch, outputs)</c>.</remarks>
/// <example><code>model.Compile("adam", "mse", [new R2Score()]);</code></example>
public sealed class R2Score : Metric
{
    private static readonly string?[] s_aggregations = [null, "uniform_average", "variance_weighted_average"];

    private readonly Variable _samples;
    private Variable? _squaredSum, _sum, _residual, _count;

    /// <summary>A score.</summary>
    /// <param name="classAggregation">How the scores of several outputs become one.</param>
    /// <param name="numRegressors">
    /// How many inputs the model has, for the adjusted score: <c>1 - (1 - R²) · (n - 1) / (n - p - 1)</c>; 0 adjusts nothing.
    /// </param>
    /// <param name="name">Its name in logs.</param>
    public R2Score(ClassAggregation classAggregation = ClassAggregation.UniformAverage, int numRegressors = 0, string name = "r2_score")
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numRegressors);
        (ClassAggregation, NumRegressors) = (classAggregation, numRegressors);
        _samples = AddVariable("num_samples");
    }

    /// <summary>How the scores of several outputs become one.</summary>
    public ClassAggregation ClassAggregation { get; }

    /// <summary>How many inputs the model has; 0 adjusts nothing.</summary>
    public int NumRegressors { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config =>
        base.Config.With("class_aggregation", s_aggregations[(int)ClassAggregation]).With("num_regressors", NumRegressors);

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
        (target, output) = LossInputs.SameShape($"R2Score '{Name}'", target, output);
        if (output.Rank != 2)
            throw new ShapeException($"R2Score '{Name}'", "targets and outputs (batch, outputs)", $"{target.Shape} and {output.Shape}");
        Build(output.Shape[1]);
        KerasTensor weight = (sampleWeight is null ? Ops.Constant(1) : SampleWeights.Align(output, sampleWeight).Weight).BroadcastTo(output.Shape);
        KerasTensor weighted = target * weight;
        Accumulate(_sum!, weighted.Sum([0]));
        Accumulate(_squaredSum!, (target * weighted).Sum([0]));
        Accumulate(_residual!, ((target - output).Square() * weight).Sum([0]));
        Accumulate(_count!, weight.Sum([0]));
        // A sample counts if any of its outputs does.
        Accumulate(_samples, sampleWeight is null ? Ops.Constant(output.Shape[0]) : (1 - weight.Equal(Ops.Constant(0))).Max([-1]).Sum());
    }

    internal static R2Score FromConfig(JsonObject config)
    {
        int index = config.ContainsKey("class_aggregation") ? Array.IndexOf(s_aggregations, (string?)config["class_aggregation"]) : 1;
        return index >= 0
            ? new((ClassAggregation)index, (int?)config["num_regressors"] ?? 0, MetricConfig.Name(config, "r2_score"))
            : throw new InvalidDataException(
                $"R2Score: expected class_aggregation null, uniform_average or variance_weighted_average; got '{config["class_aggregation"]}'.");
    }

    private void Build(int outputs)
    {
        _squaredSum ??= AddVariable("squared_sum", [outputs]);
        _sum ??= AddVariable("sum", [outputs]);
        _residual ??= AddVariable("residual", [outputs]);
        _count ??= AddVariable("count", [outputs]);
        if (_count.Shape[0] != outputs)
            throw new ShapeException($"R2Score '{Name}'", $"{_count.Shape[0]} outputs as before", $"{outputs}");
    }

    private float[] Scores()
    {
        if (_count is null || _samples.Span[0] == 0)
            return [0];
        double[] scores = new double[_count.Span.Length], totals = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            double sum = _sum!.Span[i];
            totals[i] = _squaredSum!.Span[i] - (sum * sum / _count.Span[i]);
            double score = 1 - (_residual!.Span[i] / totals[i]);
            scores[i] = double.IsInfinity(score) ? 0 : score;
        }
        double[] aggregated = ClassAggregation switch
        {
            ClassAggregation.UniformAverage => [scores.Average()],
            ClassAggregation.VarianceWeightedAverage => [totals.Zip(scores, (total, score) => total * score).Sum() / totals.Sum()],
            _ => scores,
        };
        return Array.ConvertAll(aggregated, score => (float)Adjusted(score));
    }

    // With more inputs than samples there is nothing to adjust by; Keras warns, and gives the score as it is.
    private double Adjusted(double score)
    {
        double samples = _samples.Span[0];
        return NumRegressors == 0 || NumRegressors >= samples - 1 ? score : 1 - ((1 - score) * (samples - 1) / (samples - NumRegressors - 1));
    }
}
