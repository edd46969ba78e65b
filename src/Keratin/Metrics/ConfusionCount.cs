using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>How many outputs are right or wrong in one of the four ways, at each threshold.</summary>
public abstract class ConfusionCount : ThresholdMetric
{
    private readonly IReadOnlyList<float>? _given;

    private protected ConfusionCount(IReadOnlyList<float>? thresholds, string name)
        : base(name, Checked(thresholds, fallback: 0.5f)) => _given = thresholds;

    /// <inheritdoc/>
    public override JsonObject Config => base.Config.With("thresholds", MetricConfig.NumberOrList(_given));

    /// <inheritdoc/>
    public override float Result() => Counts().Average(Pick);

    /// <inheritdoc/>
    public override Tensor<float> ResultTensor() => Counts().Select(Pick).ToArray().ToTensor([Thresholds.Count]);

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null) => Count(target, output, sampleWeight);

    private protected abstract float Pick(ThresholdCounts counts);
}
