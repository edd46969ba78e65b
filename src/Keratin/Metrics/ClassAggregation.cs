namespace Keratin.Metrics;

/// <summary>How the scores of several outputs become one.</summary>
public enum ClassAggregation
{
    /// <summary>They stay as they are, one for each output.</summary>
    None,

    /// <summary>Their mean.</summary>
    UniformAverage,

    /// <summary>Their mean, each weighed by how much its targets vary.</summary>
    VarianceWeightedAverage,
}
