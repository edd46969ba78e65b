namespace Keratin.Metrics;

/// <summary>Which way a metric gets better: what callbacks go by where nobody says whether the smallest or the largest value is the best.</summary>
public enum MetricDirection
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    /// <summary>Larger is better, as of an accuracy.</summary>
    Up,

    /// <summary>Smaller is better, as of an error.</summary>
    Down,
}
