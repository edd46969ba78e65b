namespace Keratin.Selection;

/// <summary>What a <see cref="LearningRateFinder"/> saw: the loss at each learning rate.</summary>
public sealed class LearningRateCurve
{
    // As in PyTorch Lightning: the first losses are those of the untrained model, and the last one is that of the end.
    private const int SkipBegin = 10, SkipEnd = 1;

    private readonly int? _steepest;

    internal LearningRateCurve(IReadOnlyList<double> rates, IReadOnlyList<double> losses, double beta)
    {
        var smoothing = new Smoothing(beta);
        (Rates, Losses, Smoothed) = (rates, losses, [.. losses.Select(smoothing.Next)]);
        _steepest = Steepest();
    }

    /// <summary>The rates that were tried, ascending.</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>The loss of the batch that was trained with at each rate.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>The losses, smoothed.</summary>
    public IReadOnlyList<double> Smoothed { get; }

    /// <summary>The rate at which the smoothed loss falls fastest, by its central differences; null where it nowhere falls. The first ten steps and the
    /// last do not count.</summary>
    public double? Suggestion => _steepest is { } step ? Rates[step] : null;

    /// <summary>The smoothed loss at <see cref="Suggestion"/>.</summary>
    public double? SuggestionLoss => _steepest is { } step ? Smoothed[step] : null;

    /// <summary>The rate with the smallest smoothed loss.</summary>
    public double Lowest => Rates[Enumerable.Range(0, Rates.Count).MinBy(i => double.IsFinite(Smoothed[i]) ? Smoothed[i] : double.MaxValue)];

    /// <summary>How many rates were tried, and the suggestion.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Rates.Count} rates from {Rates[0]:G3} to {Rates[^1]:G3}, suggestion {(Suggestion is { } rate ? rate.ToString("G3", System.Globalization.CultureInfo.InvariantCulture) : "none")}");

    // The rates grow by the same factor each step, so a difference from step to step is one by the logarithm of the rate.
    private int? Steepest()
    {
        int end = Rates.Count - SkipEnd;
        int? best = null;
        double fall = 0;
        for (int i = SkipBegin; i < end; i++)
        {
            int before = Math.Max(i - 1, SkipBegin), after = Math.Min(i + 1, end - 1);
            double slope = after > before ? (Smoothed[after] - Smoothed[before]) / (after - before) : 0;
            if (slope < fall)
                (best, fall) = (i, slope);
        }
        return best;
    }
}
