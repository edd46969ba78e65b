namespace Keratin.Metrics;

/// <summary>A metric, or the name of one: what <c>Compile</c> takes, so that <c>["accuracy"]</c> can be written.</summary>
public readonly record struct MetricSpec
{
    private MetricSpec(Metric? metric, string? name) => (Metric, Name) = (metric, name);

    /// <summary>The metric, where one was given.</summary>
    public Metric? Metric { get; }

    /// <summary>Keras' name, where a name was given.</summary>
    public string? Name { get; }

    /// <summary>A metric by Keras' name.</summary>
    /// <param name="name">For example <c>accuracy</c>.</param>
    public static implicit operator MetricSpec(string name) => FromString(name);

    /// <summary>A metric.</summary>
    /// <param name="metric">The metric.</param>
    public static implicit operator MetricSpec(Metric metric) => FromMetric(metric);

    /// <summary>A metric by Keras' name.</summary>
    /// <param name="name">For example <c>accuracy</c>.</param>
    public static MetricSpec FromString(string name) => new(null, name);

    /// <summary>A metric.</summary>
    /// <param name="metric">The metric.</param>
    public static MetricSpec FromMetric(Metric metric) => new(metric, null);
}
