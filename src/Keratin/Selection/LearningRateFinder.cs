using Keratin.Data;
using Keratin.Models;

namespace Keratin.Selection;

/// <summary>Looks for a good learning rate: trains a few steps while the rate grows exponentially, and sees where the loss falls fastest.</summary>
/// <remarks>
/// L. N. Smith: "Cyclical learning rates for training neural networks", 2017; the smoothing and the suggestion are those of fast.ai's and
/// PyTorch Lightning's finders. The model is trained in place; afterwards weights, optimizer, learning rate and random numbers are what they were.
/// </remarks>
/// <param name="model">A compiled model. Its optimizer has a number for a learning rate, not a schedule.</param>
/// <example>
/// <code>
/// LearningRateCurve curve = new LearningRateFinder(model) { MinRate = 1e-6, MaxRate = 1, BatchSize = 64 }.Run(x, y);
/// Console.WriteLine($"suggested learning rate {curve.Suggestion:G3}");
/// new LineChart(new LineSeries("loss", curve.Rates, curve.Smoothed)) { IsLogX = true, XLabel = "learning rate", YLabel = "loss" }.SaveSvg("rates.svg");
/// </code>
/// </example>
public sealed class LearningRateFinder(Model model)
{
    private readonly Model _model = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>The rate of the first step; 1e-8 by default.</summary>
    public double MinRate { get; init => field = Positive(value, nameof(MinRate)); } = 1e-8;

    /// <summary>The rate of the last step; 1 by default.</summary>
    public double MaxRate { get; init => field = Positive(value, nameof(MaxRate)); } = 1;

    /// <summary>Number of steps; 100 by default.</summary>
    public int Steps { get; init => field = Require.Positive(value, nameof(Steps)); } = 100;

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; init => field = Require.Positive(value, nameof(BatchSize)); } = Model.DefaultBatchSize;

    /// <summary>How much of the smoothed loss stays at each step; 0.98 by default, 0 does not smooth.</summary>
    public float Smoothing { get; init => field = Require.Fraction(value, nameof(Smoothing)); } = 0.98f;

    /// <summary>It ends early where the smoothed loss is so many times the smallest so far; 4 by default.</summary>
    public double StopFactor { get; init => field = Positive(value, nameof(StopFactor)); } = 4;

    /// <summary>Decides the order of the samples; by default the program's next seed does.</summary>
    public long? Seed { get; init; }

    /// <summary>Tries the rates.</summary>
    /// <param name="x">Samples. They are gone through in a random order, again where there are too few.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="cancellationToken">Asked before each step.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled, or its optimizer has a schedule.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. The model is as it was.</exception>
    public LearningRateCurve Run(Samples x, Samples? y = null, CancellationToken cancellationToken = default) => Run([x], y is null ? [] : [y], cancellationToken);

    /// <summary>Tries the rates with a model that has several inputs or outputs.</summary>
    /// <inheritdoc cref="Run(Samples, Samples?, CancellationToken)"/>
    public LearningRateCurve Run(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfZero(x.Count, nameof(x));
        if (!(MinRate < MaxRate))
            throw new ArgumentException($"LearningRateFinder: expected a MinRate below MaxRate; got {MinRate} and {MaxRate}.");
        using TrainedState state = TrainedState.Keep(_model, new Batch(Take(x, 0, null), Take(y, 0, null)), nameof(LearningRateFinder));
        int[] order = [.. Enumerable.Range(0, x[0].Count)];
        var shuffle = new RandomStream(Seed is { } seed ? (ulong)seed : RandomSeed.Next());
        var rates = new List<double>();
        var losses = new List<double>();
        var smoothing = new Smoothing(Smoothing);
        double best = double.PositiveInfinity;
        for (int step = 0; step < Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step == 0 || Pass(step) != Pass(step - 1))
                shuffle.Shuffle(order);
            rates.Add(RateOf(step));
            losses.Add(Train(x, y, step, order, (float)rates[^1]));
            double smoothed = smoothing.Next(losses[^1]);
            if (!double.IsFinite(losses[^1]) || (step > 0 && smoothed > StopFactor * best))
                break;
            best = Math.Min(best, smoothed);
        }
        return new LearningRateCurve(rates, losses, Smoothing);

        long Pass(int step) => (long)step * Size(x) / order.Length;
    }

    private float Train(IReadOnlyList<Samples> x, IReadOnlyList<Samples> y, int step, int[] order, float rate)
    {
        _model.Optimizer!.LearningRate = rate;
        _model.ResetMetrics();
        return _model.TrainOnBatch(new Batch(Take(x, step, order), Take(y, step, order))).Loss;
    }

    private double RateOf(int step) => Steps == 1 ? MinRate : MinRate * Math.Pow(MaxRate / MinRate, (double)step / (Steps - 1));

    private int Size(IReadOnlyList<Samples> x) => Math.Min(BatchSize, x[0].Count);

    // Always as many, so that one plan does: behind the last sample comes the first.
    private Samples[] Take(IReadOnlyList<Samples> all, int step, int[]? order)
    {
        if (all.Count == 0)
            return [];
        int count = all[0].Count, size = Size(all);
        int[] rows = [.. Enumerable.Range(0, size).Select(i => (int)((((long)step * size) + i) % count)).Select(i => order is null ? i : order[i])];
        return [.. all.Select(samples => samples.Rows(rows))];
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is above 0.");
}
