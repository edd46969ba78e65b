using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>Loss and metrics on samples that are not trained with: Keras' <c>evaluate</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets; null where the loss needs none.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="sampleWeight">What each sample counts in the loss and in weighted metrics.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation Evaluate(
        Samples x, Samples? y = null, int batchSize = DefaultBatchSize, int verbose = 1, Samples? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Evaluate([x], y is null ? [] : [y], batchSize, verbose, sampleWeight is null ? null : [sampleWeight], callbacks, cancellationToken);

    /// <summary>Loss and metrics of a model that has several inputs.</summary>
    /// <inheritdoc cref="Evaluate(Samples, Samples, int, int, Samples, IReadOnlyList{Callback}?, CancellationToken)"/>
    public Evaluation Evaluate(
        IReadOnlyList<Samples> x, Samples y, int batchSize = DefaultBatchSize, int verbose = 1, Samples? sampleWeight = null,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Evaluate(x, [y], batchSize, verbose, sampleWeight is null ? null : [sampleWeight], callbacks, cancellationToken);

    /// <summary>Loss and metrics of a model that has several inputs or outputs.</summary>
    /// <inheritdoc cref="Evaluate(Samples, Samples, int, int, Samples, IReadOnlyList{Callback}?, CancellationToken)"/>
    public Evaluation Evaluate(
        IReadOnlyList<Samples> x, IReadOnlyList<Samples>? y = null, int batchSize = DefaultBatchSize, int verbose = 1,
        IReadOnlyList<Samples>? sampleWeight = null, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        RequireCompiled("Evaluate");
        y ??= [];
        string who = $"{this}.Evaluate";
        Feed feed = Feed.Create(this, x, y, who, ClassWeights.Apply(null, sampleWeight, y, who));
        using var batches = new ArrayBatches(feed, 0, feed.Count, Math.Min(batchSize, feed.Count));
        return Evaluate(StepsFor(feed, who), batches, null, verbose, callbacks, cancellationToken);
    }

    /// <summary>Loss and metrics on batches of a sequence, which may be larger than memory.</summary>
    /// <param name="data">Batches.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="steps">At most so many batches; by default all.</param>
    /// <param name="prefetch">Batches that are ready ahead.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation Evaluate(
        IEnumerable<Batch> data, int verbose = 1, int? steps = null, int prefetch = 2, IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Evaluate(data.ToAsyncSequence(), verbose, steps, prefetch, callbacks, cancellationToken);
    }

    /// <inheritdoc cref="Evaluate(IEnumerable{Batch}, int, int?, int, IReadOnlyList{Callback}?, CancellationToken)"/>
    public Evaluation Evaluate(
        IAsyncEnumerable<Batch> data, int verbose = 1, int? steps = null, int prefetch = 2, IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireCompiled("Evaluate");
        string who = $"{this}.Evaluate";
        using var batches = new StreamBatches(data, FeedOf, null, Require.Positive(prefetch));
        return Evaluate(null, batches, RequireSteps(steps), verbose, callbacks, cancellationToken);

        Feed FeedOf(Batch batch) => Checked(
            Feed.Create(
                this, batch.X, batch.Y, who, ClassWeights.Apply(null, batch.SampleWeight.Count == 0 ? null : batch.SampleWeight, batch.Y, who)),
            who);
    }

    internal static Logs ToLogs(IEnumerable<KeyValuePair<string, float>> results, string prefix = "")
    {
        var logs = new Logs();
        foreach (var (name, value) in results)
            logs[prefix + name] = value;
        return logs;
    }

    private Evaluation Evaluate(
        StepFunctions? steps, Batches batches, int? most, int verbose, IReadOnlyList<Callback>? callbacks, CancellationToken cancellationToken)
    {
        int? target = most is { } count && batches.Steps is { } all ? Math.Min(count, all) : most ?? batches.Steps;
        ConsoleTerminal terminal = Terminal ?? ConsoleTerminal.Current();
        var bar = new ProgressBar(terminal, target, verbose);
        var run = new AskingRun(this, target) { Verbose = verbose, Terminal = terminal, Told = callbacks ?? [], Progress = bar };
        int done = Evaluate(ref steps, batches, most, run, bar, "Evaluate", cancellationToken);
        var results = steps!.Results(training: false);
        bar.Finish(done, ToLogs(results));
        return new Evaluation(results, steps.Losses.Count);
    }

    /// <summary>Goes through batches; the metrics then hold the result.</summary>
    /// <param name="steps">The plans; where there are none yet, the first batch makes them.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="most">At most so many of them; null for all.</param>
    /// <param name="run">What callbacks see.</param>
    /// <param name="bar">Shows how far it is, or null.</param>
    /// <param name="method">The method that was called, for a message.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>How many batches there were.</returns>
    internal int Evaluate(
        ref StepFunctions? steps, Batches batches, int? most, ModelRun run, ProgressBar? bar, string method, CancellationToken cancellationToken)
    {
        StepFunctions? current = steps;
        Func<Logs> logs = () => ToLogs(current!.Results(training: false));
        foreach (Callback callback in run.Callbacks)
            callback.OnTestBegin(run);
        current?.ResetMetrics();
        batches.Begin(cancellationToken);
        int done = 0;
        try
        {
            while (done != most && !run.StopsEvaluation && batches.Next(out BatchSlice slice))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (current is null)
                {
                    steps = current = StepsFor(slice.Feed, $"{this}.Evaluate");
                    current.ResetMetrics();
                }
                StepPlan plan = current.Plan(training: false, slice.Feed, slice.Count);
                foreach (Callback callback in run.Callbacks)
                    callback.OnTestBatchBegin(run, done);
                plan.Run(slice, this, method, done + 1 == most ? null : batches.Following);
                foreach (Callback callback in run.Callbacks)
                    callback.OnTestBatchEnd(run, done, logs);
                done++;
                bar?.Update(done, logs);
            }
        }
        finally
        {
            current?.Rest();
        }
        foreach (Callback callback in run.Callbacks)
            callback.OnTestEnd(run, logs());
        return done;
    }
}
