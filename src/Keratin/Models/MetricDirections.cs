using Keratin.Metrics;

namespace Keratin.Models;

/// <summary>Which way values of the logs get better. The one place that knows, for callbacks and searches.</summary>
internal static class MetricDirections
{
    private const string ValidationPrefix = "val_";

    // For values without a metric that says it: what callbacks add, and means that models of one's own report.
    private static readonly string[] s_up =
    [
        "acc", "auc", "precision", "recall", "f1", "fbeta", "iou", "positives", "negatives", "sensitivity", "specificity", "r2", "cosine_similarity",
        "correlation",
    ];

    private static readonly string[] s_down =
        ["loss", "error", "mse", "mae", "mape", "msle", "crossentropy", "hinge", "poisson", "divergence", "logcosh", "log_cosh", "false"];

    /// <summary>True for up, false for down, null where neither the metric nor its name says.</summary>
    /// <param name="name">Name in the logs, with or without <c>val_</c>.</param>
    /// <param name="metrics">The metrics that are reported, by name.</param>
    public static bool? IsHigherBetter(string name, IEnumerable<(string Name, Metric Metric)> metrics)
    {
        if (name.StartsWith(ValidationPrefix, StringComparison.Ordinal))
            name = name[ValidationPrefix.Length..];
        if (name == "loss" || name.EndsWith("_loss", StringComparison.Ordinal))
            return false;
        MetricDirection said = metrics.Where(entry => entry.Name == name).Select(entry => entry.Metric.Direction).FirstOrDefault();
        if (said != MetricDirection.Unknown)
            return said == MetricDirection.Up;
        // Names of errors first: false_positives has "positives" in it.
        return Has(s_down) ? false : Has(s_up) ? true : null;

        bool Has(string[] words) => Array.Exists(words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
