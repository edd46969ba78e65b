using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Optimizers;

namespace Keratin.Models;

/// <summary>What <c>Compile</c> was given, output by output; a list of one goes for all outputs.</summary>
/// <param name="Optimizer">How weights follow gradients; null where the model's own step knows.</param>
/// <param name="Losses">What each output's training makes small; null entries train nothing.</param>
/// <param name="LossWeights">What each loss counts in the sum; null counts all alike.</param>
/// <param name="Metrics">What is reported of each output.</param>
/// <param name="WeightedMetrics">The same, with the samples' weights.</param>
internal sealed record CompileSettings(
    Optimizer? Optimizer, IReadOnlyList<Loss?> Losses, IReadOnlyList<float>? LossWeights,
    IReadOnlyList<IReadOnlyList<MetricSpec>> Metrics, IReadOnlyList<IReadOnlyList<MetricSpec>> WeightedMetrics)
{
    /// <summary>The loss of an output.</summary>
    public Loss? LossOf(int output) => Losses.Count == 0 ? null : Losses.Count == 1 ? Losses[0] : Losses[output];

    /// <summary>What an output's loss counts.</summary>
    public float WeightOf(int output) => LossWeights is null ? 1 : LossWeights.Count == 1 ? LossWeights[0] : LossWeights[output];

    /// <summary>The entry of an output in a list that has one for all, or one for each.</summary>
    public static IReadOnlyList<MetricSpec> Of(IReadOnlyList<IReadOnlyList<MetricSpec>> specs, int output) =>
        specs.Count == 0 ? [] : specs.Count == 1 ? specs[0] : specs[output];

    /// <summary>Refuses lists that do not fit the model's number of outputs.</summary>
    public void Check(string who, int outputs)
    {
        CheckCount(who, "losses", Losses.Count, outputs);
        CheckCount(who, "lossWeights", LossWeights?.Count ?? 0, outputs);
        CheckCount(who, "lists of metrics", Metrics.Count, outputs);
        CheckCount(who, "lists of weighted metrics", WeightedMetrics.Count, outputs);
    }

    private static void CheckCount(string who, string what, int count, int outputs)
    {
        if (count > 1 && count != outputs)
            throw new ArgumentException($"{who}: expected as many {what} as outputs, {outputs}; got {count}.");
    }
}
