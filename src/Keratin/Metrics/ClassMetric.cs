using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Precision and recall: a ratio of counts at each threshold, of all outputs, of each sample's largest, or of one class.</summary>
public abstract class ClassMetric : ThresholdMetric
{
    private readonly IReadOnlyList<float>? _given;

    private protected ClassMetric(IReadOnlyList<float>? thresholds, int? topK, int? classId, string name)
        : base(name, Checked(thresholds, fallback: topK is null ? 0.5f : Lowest))
    {
        _given = thresholds;
        TopK = topK is { } k ? Require.Positive(k, nameof(topK)) : null;
        ClassId = classId;
    }

    /// <summary>How many outputs of a sample, its largest, can count as 1; null for all.</summary>
    public int? TopK { get; }

    /// <summary>The only index of the last axis that is looked at; null for all.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config
        .With("thresholds", MetricConfig.NumberOrList(_given)).With("top_k", TopK).With("class_id", ClassId);

    /// <inheritdoc/>
    public override float Result() => Counts().Average(Pick);

    /// <inheritdoc/>
    public override Tensor<float> ResultTensor() => Counts().Select(Pick).ToArray().ToTensor([Thresholds.Count]);

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        (target, output) = LossInputs.SameShape($"{ClassName} '{Name}'", target, output);
        if (TopK is { } k)
        {
            KerasTensor isAmong = output.TopK(k).Indices.OneHot(output.Shape[^1]).Sum([-2]);
            output = isAmong.Where(output, Ops.Constant(Lowest));
        }
        Count(OfClass(target, ClassId), OfClass(output, ClassId), sampleWeight);
    }

    private protected abstract float Pick(ThresholdCounts counts);
}
