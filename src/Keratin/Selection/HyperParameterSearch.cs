using System.Globalization;
using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Models;

namespace Keratin.Selection;

/// <summary>Trains a model for each of several sets of hyper-parameters and says which did best.</summary>
/// <remarks>
/// <para>Repeatable: all models begin with the random numbers that follow from <see cref="Seed"/>, so that trials differ in their hyper-parameters only.
/// Afterwards the program draws on as if nothing had happened.</para>
/// <para>Where it is cancelled, <see cref="Result"/> has the trials that were finished.</para>
/// </remarks>
public abstract class HyperParameterSearch
{
    private readonly Func<Trial, Model> _factory;

    private protected HyperParameterSearch(Func<Trial, Model> factory, IReadOnlyList<HyperParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(parameters);
        string who = GetType().Name;
        if (parameters.Count == 0 || parameters.Any(parameter => parameter is null))
            throw new ArgumentException($"{who}: expected hyper-parameters; got none.", nameof(parameters));
        if (parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"{who}: expected each hyper-parameter to have a name of its own; got '{twice.Key}' twice.", nameof(parameters));
        (_factory, Parameters) = (factory, [.. parameters]);
    }

    /// <summary>What is searched over.</summary>
    public IReadOnlyList<HyperParameter> Parameters { get; }

    /// <summary>The value of the logs by which trials are compared; its best epoch counts. By default <c>val_loss</c>, without validation <c>loss</c>.</summary>
    public string? Objective { get; init; }

    /// <summary>Which way the objective gets better; by default as the metric itself says.</summary>
    public MonitorMode Mode { get; init; } = MonitorMode.Auto;

    /// <summary>Epochs of each training.</summary>
    public int Epochs { get; init => field = Require.Positive(value, nameof(Epochs)); } = 1;

    /// <summary>Samples of a step.</summary>
    public int BatchSize { get; init => field = Require.Positive(value, nameof(BatchSize)); } = Model.DefaultBatchSize;

    /// <summary>Makes the callbacks of a trial's training; none by default.</summary>
    public Func<Trial, IReadOnlyList<Callback>>? Callbacks { get; init; }

    /// <summary>What all random numbers follow from: those of the trainings, and which values random search draws; by default the program's next seed.</summary>
    public long? Seed { get; init; }

    /// <summary>0 silent, 1 a line for each trial.</summary>
    public int Verbose { get; init; } = 1;

    /// <summary>Where the lines go; the console by default.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Whose time durations are; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What the last <c>Run</c> found, also when it was cancelled; null before the first trial is finished.</summary>
    public SearchResult? Result { get; private set; }

    /// <summary>Trains a model for each trial with these samples.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="validationData">Samples and targets that validate; they win over the split.</param>
    /// <param name="validationSplit">Part of the samples, the last ones, that validate and do not train.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The factory gave no compiled model or one model twice, or nobody reports the objective.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SearchResult Run(
        Samples x, Samples y, (Samples X, Samples Y)? validationData = null, float validationSplit = 0, CancellationToken cancellationToken = default) =>
        Run(
            (model, trial) => model.Fit(
                x, y, BatchSize, Epochs, verbose: 0, validationSplit: validationSplit, validationData: validationData, callbacks: Callbacks?.Invoke(trial),
                cancellationToken: cancellationToken),
            cancellationToken);

    /// <summary>Trains a model for each trial in a way of one's own: with a batch size that is searched over, with sequences of batches, with weights of samples.</summary>
    /// <param name="fit">Trains a model and gives what <c>Fit</c> gave.</param>
    /// <param name="cancellationToken">Asked before each trial.</param>
    /// <exception cref="InvalidOperationException">The factory gave no compiled model or one model twice, or nobody reports the objective.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <example><code>search.Run((model, trial) => model.Fit(x, y, batchSize: trial.Get(batchSize), epochs: 5, verbose: 0, validationSplit: 0.2f));</code></example>
    public SearchResult Run(Func<Model, Trial, History> fit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        Result = null;
        long seed = Seed ?? (long)RandomSeed.Next();
        var done = new List<TrialResult>();
        var models = new HashSet<Model>(ReferenceEqualityComparer.Instance);
        IReadOnlyList<Trial> trials = Trials(new RandomStream((ulong)seed));
        foreach (Trial trial in trials)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IDisposable seeded = RandomSeed.Use(seed);
            Model model = Factories.Make(() => _factory(trial), models, GetType().Name);
            long begin = TimeProvider.GetTimestamp();
            History history = fit(model, trial) ?? throw new InvalidOperationException($"{GetType().Name}: expected what Fit gave; got null.");
            TimeSpan duration = TimeProvider.GetElapsedTime(begin);
            string objective = Objective ?? (history.Keys.Contains("val_loss") ? "val_loss" : "loss");
            bool isHigherBetter = IsHigherBetter(model, objective);
            done.Add(ResultOf(trial, history, objective, isHigherBetter, duration));
            Result = new SearchResult(objective, seed, done, isHigherBetter);
            Say(done[^1], trials.Count, objective);
        }
        return Result!;
    }

    /// <summary>What is to be tried, in order.</summary>
    private protected abstract IReadOnlyList<Trial> Trials(RandomStream random);

    /// <summary>All sets of values of parameters with a count, numbered: the last parameter changes fastest.</summary>
    private protected Trial Combination(int number, long index)
    {
        var values = new (HyperParameter, object)[Parameters.Count];
        for (int i = Parameters.Count - 1; i >= 0; i--)
        {
            int count = Parameters[i].Count!.Value;
            values[i] = (Parameters[i], Parameters[i].At((int)(index % count)));
            index /= count;
        }
        return new Trial(number, values);
    }

    /// <summary>How many there are, at most <see cref="long.MaxValue"/>; null where there is no end of them.</summary>
    private protected long? Combinations()
    {
        Int128 product = 1;
        foreach (HyperParameter parameter in Parameters)
        {
            if (parameter.Count is not { } count)
                return null;
            product = Int128.Min(product * count, long.MaxValue);
        }
        return (long)product;
    }

    private TrialResult ResultOf(Trial trial, History history, string objective, bool isHigherBetter, TimeSpan duration)
    {
        if (!history.Keys.Contains(objective))
            throw new InvalidOperationException(
                $"{GetType().Name}: expected the objective '{objective}' among the values of the epochs; got {string.Join(", ", history.Keys)}.\n" +
                "  hint: names of a validation, val_loss and the like, need validationData or a validationSplit");
        var (score, best) = (float.NaN, 0);
        int epoch = 0;
        // Epochs without validation have no such value.
        foreach (Logs logs in history.Logs)
        {
            if (logs.TryGetValue(objective, out float value) && !float.IsNaN(value) && (float.IsNaN(score) || (isHigherBetter ? value > score : value < score)))
                (score, best) = (value, history.Epoch[epoch]);
            epoch++;
        }
        return new TrialResult(trial, score, best, history, duration);
    }

    private bool IsHigherBetter(Model model, string objective) => Mode switch
    {
        MonitorMode.Min => false,
        MonitorMode.Max => true,
        _ => model.IsHigherBetter(objective) ?? throw new InvalidOperationException(
            $"{GetType().Name}: expected an objective that is known to get better by growing or by shrinking; got '{objective}', of which nobody knows.\n" +
            "  hint: Mode = MonitorMode.Max or MonitorMode.Min"),
    };

    private void Say(TrialResult result, int count, string objective)
    {
        if (Verbose > 0)
            (Output ?? Console.Out).WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"trial {result.Trial.Number + 1}/{count}: {result.Trial} - {objective}: {ProgressBar.Format(result.Score)} - {result.Duration.TotalSeconds:F1}s"));
    }
}
