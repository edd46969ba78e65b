using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Graph;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>Samples of a batch where none is said.</summary>
    public const int DefaultBatchSize = 32;

    private StepFunctions? _steps;

    internal ConsoleTerminal? Terminal { get; set; }

    /// <summary>Trains the model: Keras' <c>fit</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="batchSize">Samples of a step; the last batch of an epoch may be smaller.</param>
    /// <param name="epochs">How often all samples are gone through.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="validationSplit">Part of the samples, the last ones as they stand before shuffling, that validate and do not train.</param>
    /// <param name="validationData">Samples and targets that validate; they win over the split.</param>
    /// <param name="shuffle">Whether the training samples are put in a new order before each epoch.</param>
    /// <param name="validationBatchSize">Samples of a validation step; as <paramref name="batchSize"/> by default.</param>
    /// <param name="validationFreq">Validates after every so many epochs.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="initialEpoch">Number of the first epoch, for going on with a training.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>The values of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. The weights are those of the last batch, <see cref="History"/> has the epochs before.</exception>
    public History Fit(
        Samples x, Samples y, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (Samples X, Samples Y)? validationData = null, bool shuffle = true, int? validationBatchSize = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0, CancellationToken cancellationToken = default) =>
        Fit([x], y, batchSize, epochs, verbose, validationSplit, validationData is { } data ? ([data.X], data.Y) : null, shuffle, validationBatchSize,
            validationFreq, callbacks, initialEpoch, cancellationToken);

    /// <summary>Trains a model that has several inputs.</summary>
    /// <inheritdoc cref="Fit(Samples, Samples, int, int, int, float, ValueTuple{Samples, Samples}?, bool, int?, int, IReadOnlyList{Callback}?, int, CancellationToken)"/>
    public History Fit(
        IReadOnlyList<Samples> x, Samples y, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (IReadOnlyList<Samples> X, Samples Y)? validationData = null, bool shuffle = true, int? validationBatchSize = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Require.Positive(batchSize);
        Require.Positive(validationFreq);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        RequireCompiled("Fit");
        Feed feed = Feed.Create(this, x, y, $"{this}.Fit");
        feed.CheckTargets(Loss!, OutputShape!, $"{this}.Fit");
        Feed? validation = validationData is { } data ? Feed.Create(this, data.X, data.Y, $"{this}.Fit, validationData") : null;
        validation?.CheckTargetsAsIn(feed, $"{this}.Fit, validationData");
        validation?.CheckTargets(Loss!, OutputShape!, $"{this}.Fit, validationData");

        int trained = validation is null && validationSplit != 0 ? SplitAt(feed.Count, validationSplit) : feed.Count;
        History = new History();
        var run = new TrainingRun(this, StepsFor(feed), feed, trained, validation ?? feed, validation is null ? trained : 0)
        {
            BatchSize = Math.Min(batchSize, feed.Count),
            ValidationBatchSize = Math.Min(Require.Positive(validationBatchSize ?? batchSize, nameof(validationBatchSize)), (validation ?? feed).Count),
            ValidationFreq = validationFreq,
            HasValidation = validation is not null || trained < feed.Count,
            Epochs = epochs,
            InitialEpoch = initialEpoch,
            Verbose = verbose,
            ShuffleSeed = shuffle ? RandomSeed.Next() : null,
            Callbacks = [.. callbacks ?? [], History],
            Terminal = Terminal ?? ConsoleTerminal.Current(),
        };
        run.Run(cancellationToken);
        return History;
    }

    /// <summary>Loss and metrics on samples that are not trained with: Keras' <c>evaluate</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Evaluation Evaluate(
        Samples x, Samples y, int batchSize = DefaultBatchSize, int verbose = 1, CancellationToken cancellationToken = default) =>
        Evaluate([x], y, batchSize, verbose, cancellationToken);

    /// <summary>Loss and metrics of a model that has several inputs.</summary>
    /// <inheritdoc cref="Evaluate(Samples, Samples, int, int, CancellationToken)"/>
    public Evaluation Evaluate(
        IReadOnlyList<Samples> x, Samples y, int batchSize = DefaultBatchSize, int verbose = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Require.Positive(batchSize);
        RequireCompiled("Evaluate");
        Feed feed = Feed.Create(this, x, y, $"{this}.Evaluate");
        feed.CheckTargets(Loss!, OutputShape!, $"{this}.Evaluate");
        StepFunctions steps = StepsFor(feed);
        batchSize = Math.Min(batchSize, feed.Count);
        int count = (feed.Count + batchSize - 1) / batchSize;
        var bar = new ProgressBar(Terminal ?? ConsoleTerminal.Current(), count, verbose);
        Evaluate(steps, feed, 0, batchSize, bar, cancellationToken);
        bar.Finish(count, ToLogs(steps.Results()));
        return new Evaluation(steps.Results());
    }

    internal static Logs ToLogs(IEnumerable<KeyValuePair<string, float>> results, string prefix = "")
    {
        var logs = new Logs();
        foreach (var (name, value) in results)
            logs[prefix + name] = value;
        return logs;
    }

    /// <summary>Goes through the samples from <paramref name="first"/> on; the metrics then hold the result.</summary>
    internal static void Evaluate(
        StepFunctions steps, Feed feed, int first, int batchSize, ProgressBar? bar, CancellationToken cancellationToken)
    {
        steps.ResetMetrics();
        int done = 0;
        Func<Logs> logs = () => ToLogs(steps.Results());
        for (int start = first; start < feed.Count; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(batchSize, feed.Count - start);
            using IExecution execution = steps.Plan(training: false, count).Rent();
            feed.Fill(execution, start, count);
            execution.Run();
            bar?.Update(++done, logs);
        }
    }

    private StepFunctions StepsFor(Feed feed)
    {
        if (_steps is null || !_steps.Fits(feed.Shapes, feed.TargetShape))
            _steps = new StepFunctions(this, feed.Shapes, feed.TargetShape);
        return _steps;
    }

    private void RequireCompiled(string method)
    {
        if (!IsCompiled)
            throw new InvalidOperationException(
                $"{this}.{method}: expected a compiled model; got one that is not.\n  hint: model.Compile(\"adam\", \"categorical_crossentropy\", [\"accuracy\"])");
        if (OutputCount > 1)
            throw new NotSupportedException($"{this}.{method}: expected a model with one output; got {OutputCount}. Predict gives all of them.");
    }

    private int SplitAt(int count, float split)
    {
        if (!(split > 0 && split < 1))
            throw new ArgumentException($"{this}.Fit: expected a validationSplit between 0 and 1; got {split}.");
        int at = (int)Math.Floor(count * (1 - (double)(decimal)split));
        return at > 0 && at < count ? at : throw new ArgumentException(
            $"{this}.Fit: expected samples for training and for validation; a split of {split} leaves {at} of {count} for training.");
    }
}
