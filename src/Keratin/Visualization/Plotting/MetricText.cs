namespace Keratin.Visualization.Plotting;

/// <summary>What is known of a metric by its name.</summary>
internal static class MetricText
{
    private static readonly string[] s_lower = ["loss", "error", "mse", "mae", "mape", "msle", "crossentropy", "divergence", "hinge", "poisson", "perplexity"];
    private static readonly string[] s_settings = ["learning_rate", "lr"];

    /// <summary>The name in words: <c>learning rate</c>.</summary>
    public static string Words(string metric) => metric.Replace('_', ' ');

    /// <summary>Whether it is something that was chosen and not measured.</summary>
    public static bool IsSetting(string metric) => s_settings.Contains(metric);

    /// <summary>Whether a logarithmic axis makes sense: for what falls over powers of ten.</summary>
    public static bool CanBeLog(string metric) => IsSetting(metric) || BestOf(metric) == Best.Lowest;

    /// <summary>Which values are good.</summary>
    public static Best BestOf(string metric) => IsSetting(metric) ? Best.None
        : Array.Exists(s_lower, part => metric.Contains(part, StringComparison.Ordinal)) ? Best.Lowest : Best.Highest;
}
