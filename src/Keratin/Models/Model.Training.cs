using Keratin.Callbacks;
using Keratin.Data;

namespace Keratin.Models;

public partial class Model
{
    /// <summary>Samples of a batch where none is said.</summary>
    public const int DefaultBatchSize = 32;

    private StepFunctions? _steps;

    internal ConsoleTerminal? Terminal { get; set; }

    /// <summary>Trains the model: Keras' <c>fit</c>.</summary>
    /// <param name="x">Samples.</param>
    /// <param name="y">Their targets; null where the loss needs none.</param>
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
    /// <param name="classWeight">What samples of a class count in the loss, by its index; 1 where none is said. Not together with <paramref name="sampleWeight"/>.</param>
    /// <param name="sampleWeight">What each sample counts in the loss and in weighted metrics.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; the next goes on where it ended. By default an epoch is all samples once.</param>
    /// <param name="validationSteps">At most so many batches validate; by default all.</param>
    /// <param name="validationSampleWeight">What each validating sample counts.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>The values of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled. The weights are those of the last batch, <see cref="History"/> has the epochs before.</exception>
    public History Fit(
        Samples x, Samples? y = null, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (Samples X, Samples Y)? validationData = null, bool shuffle = true, int? validationBatchSize = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0,
        IReadOnlyDictionary<int, float>? classWeight = null, Samples? sampleWeight = null, int? stepsPerEpoch = null, int? validationSteps = null,
        Samples? validationSampleWeight = null, CancellationToken cancellationToken = default) =>
        Fit([x], y is null ? [] : [y], batchSize, epochs, verbose, validationSplit, validationData is { } data ? ([data.X], [data.Y]) : null, shuffle,
            validationBatchSize, validationFreq, callbacks, initialEpoch, classWeight, sampleWeight is null ? null : [sampleWeight],
            stepsPerEpoch, validationSteps, validationSampleWeight is null ? null : [validationSampleWeight], cancellationToken);

    /// <summary>Trains a model that has several inputs.</summary>
    /// <inheritdoc cref="Fit(Samples, Samples, int, int, int, float, ValueTuple{Samples, Samples}?, bool, int?, int, IReadOnlyList{Callback}?, int, IReadOnlyDictionary{int, float}?, Samples?, int?, int?, Samples?, CancellationToken)"/>
    public History Fit(
        IReadOnlyList<Samples> x, Samples y, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (IReadOnlyList<Samples> X, Samples Y)? validationData = null, bool shuffle = true, int? validationBatchSize = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0,
        IReadOnlyDictionary<int, float>? classWeight = null, Samples? sampleWeight = null, int? stepsPerEpoch = null, int? validationSteps = null,
        Samples? validationSampleWeight = null, CancellationToken cancellationToken = default) =>
        Fit(x, [y], batchSize, epochs, verbose, validationSplit, validationData is { } data ? (data.X, [data.Y]) : null, shuffle,
            validationBatchSize, validationFreq, callbacks, initialEpoch, classWeight, sampleWeight is null ? null : [sampleWeight],
            stepsPerEpoch, validationSteps, validationSampleWeight is null ? null : [validationSampleWeight], cancellationToken);

    /// <summary>Trains a model that has several inputs or outputs. Weights of samples go for all outputs, or there are as many as outputs.</summary>
    /// <inheritdoc cref="Fit(Samples, Samples, int, int, int, float, ValueTuple{Samples, Samples}?, bool, int?, int, IReadOnlyList{Callback}?, int, IReadOnlyDictionary{int, float}?, Samples?, int?, int?, Samples?, CancellationToken)"/>
    public History Fit(
        IReadOnlyList<Samples> x, IReadOnlyList<Samples>? y = null, int batchSize = DefaultBatchSize, int epochs = 1, int verbose = 1, float validationSplit = 0,
        (IReadOnlyList<Samples> X, IReadOnlyList<Samples> Y)? validationData = null, bool shuffle = true, int? validationBatchSize = null,
        int validationFreq = 1, IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0,
        IReadOnlyDictionary<int, float>? classWeight = null, IReadOnlyList<Samples>? sampleWeight = null, int? stepsPerEpoch = null,
        int? validationSteps = null, IReadOnlyList<Samples>? validationSampleWeight = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.Positive(batchSize);
        RequireCompiled("Fit");
        y ??= [];
        string who = $"{this}.Fit";
        Feed feed = Feed.Create(this, x, y, who, ClassWeights.Apply(classWeight, sampleWeight, y, who));
        StepFunctions steps = StepsFor(feed, who);
        int trained = validationData is null && validationSplit != 0 ? SplitAt(feed.Count, validationSplit) : feed.Count;
        Feed validation = feed;
        if (validationData is { } data)
        {
            validation = Feed.Create(this, data.X, data.Y, $"{who}, validationData", validationSampleWeight);
            validation.CheckTargetsAsIn(feed, $"{who}, validationData");
            validation.CheckTargets(Settings!, steps.Losses, OutputShapes, $"{who}, validationData");
        }
        int firstValidation = validationData is null ? trained : 0;
        int validationBatch = Math.Min(Require.Positive(validationBatchSize ?? batchSize, nameof(validationBatchSize)), validation.Count);
        ulong? seed = shuffle ? RandomSeed.Next() : null;
        using var batches = new ArrayBatches(feed, 0, trained, Math.Min(batchSize, feed.Count)) { ShuffleSeed = seed, StepsPerEpoch = RequireSteps(stepsPerEpoch) };
        using ArrayBatches? validating = firstValidation == validation.Count ? null : new(validation, firstValidation, validation.Count, validationBatch);
        Warning? doubt = trained < feed.Count && Warnings.IsHeard(isQuiet: verbose == 0)
            ? LabelDoubts.Look(feed, trained, target => TakesIndices(steps.Losses, target))
            : null;
        return Run(steps, batches, validating, epochs, verbose, validationFreq, callbacks, initialEpoch, validationSteps, doubt, cancellationToken);
    }

    /// <summary>Trains the model with batches of a sequence, which may be larger than memory: Keras' <c>fit</c> with a generator or data set.</summary>
    /// <remarks>The sequence is gone through anew each epoch, on another thread; some batches are ready ahead of the step that computes.</remarks>
    /// <param name="data">Batches.</param>
    /// <param name="epochs">How often the sequence is gone through.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="validationData">Batches that validate.</param>
    /// <param name="validationFreq">Validates after every so many epochs.</param>
    /// <param name="callbacks">Are told what happens.</param>
    /// <param name="initialEpoch">Number of the first epoch, for going on with a training.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch, for sequences without end: the next epoch goes on where it ended.</param>
    /// <param name="validationSteps">At most so many batches validate; by default all.</param>
    /// <param name="classWeight">What samples of a class count in the loss, by its index; 1 where none is said.</param>
    /// <param name="prefetch">Batches that are ready ahead.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>The values of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public History Fit(
        IEnumerable<Batch> data, int epochs = 1, int verbose = 1, IEnumerable<Batch>? validationData = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0, int? stepsPerEpoch = null, int? validationSteps = null,
        IReadOnlyDictionary<int, float>? classWeight = null, int prefetch = 2, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Fit(
            data.ToAsyncSequence(), epochs, verbose, validationData?.ToAsyncSequence(), validationFreq, callbacks, initialEpoch, stepsPerEpoch, validationSteps,
            classWeight, prefetch, cancellationToken);
    }

    /// <inheritdoc cref="Fit(IEnumerable{Batch}, int, int, IEnumerable{Batch}?, int, IReadOnlyList{Callback}?, int, int?, int?, IReadOnlyDictionary{int, float}?, int, CancellationToken)"/>
    public History Fit(
        IAsyncEnumerable<Batch> data, int epochs = 1, int verbose = 1, IAsyncEnumerable<Batch>? validationData = null, int validationFreq = 1,
        IReadOnlyList<Callback>? callbacks = null, int initialEpoch = 0, int? stepsPerEpoch = null, int? validationSteps = null,
        IReadOnlyDictionary<int, float>? classWeight = null, int prefetch = 2, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireCompiled("Fit");
        Require.Positive(prefetch);
        string who = $"{this}.Fit";
        using var batches = new StreamBatches(data, FeedOf, RequireSteps(stepsPerEpoch), prefetch);
        using StreamBatches? validating = validationData is null ? null : new(validationData, FeedOf, null, prefetch);
        return Run(null, batches, validating, epochs, verbose, validationFreq, callbacks, initialEpoch, validationSteps, null, cancellationToken);

        Feed FeedOf(Batch batch)
        {
            IReadOnlyList<Samples>? weights = ClassWeights.Apply(classWeight, batch.SampleWeight.Count == 0 ? null : batch.SampleWeight, batch.Y, who);
            return Checked(Feed.Create(this, batch.X, batch.Y, who, weights), who);
        }
    }

    /// <summary>Which way a value of the logs gets better; null where nobody knows.</summary>
    internal bool? IsHigherBetter(string name) => MetricDirections.IsHigherBetter(name, _steps?.Reported ?? []);

    // A batch of a sequence: the first is checked when its steps are planned, those behind it here.
    private Feed Checked(Feed batch, string who)
    {
        if (_steps is { } steps && steps.Fits(batch))
            batch.CheckTargets(Settings!, steps.Losses, OutputShapes, who);
        return batch;
    }

    /// <summary>Plans for such data; those of the last call where they fit.</summary>
    internal StepFunctions StepsFor(Feed feed, string who)
    {
        if (_steps is null || !_steps.Fits(feed))
            _steps = new StepFunctions(this, feed);
        feed.CheckTargets(Settings!, _steps.Losses, OutputShapes, who);
        return _steps;
    }

    private History Run(
        StepFunctions? steps, Batches training, Batches? validation, int epochs, int verbose, int validationFreq, IReadOnlyList<Callback>? callbacks,
        int initialEpoch, int? validationSteps, Warning? doubt, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        History = new History();
        var run = new TrainingRun(this, steps, training, validation)
        {
            ValidationFreq = Require.Positive(validationFreq),
            ValidationSteps = RequireSteps(validationSteps),
            Epochs = epochs,
            InitialEpoch = initialEpoch,
            Verbose = verbose,
            Told = [.. callbacks ?? [], History],
            Terminal = Terminal ?? ConsoleTerminal.Current(),
            Doubts = doubt is null ? [] : [doubt],
        };
        run.Run(cancellationToken);
        return History;
    }

    // Whether the targets of that number are class indices to the loss that takes them.
    private bool TakesIndices(CompiledLosses losses, int target) =>
        Enumerable.Range(0, OutputCount).Any(output => losses.TargetOf(output) == target && Settings!.LossOf(output) is { TakesIndices: true });

    private void RequireCompiled(string method)
    {
        if (!IsCompiled)
            throw new InvalidOperationException(
                $"{this}.{method}: expected a compiled model; got one that is not.\n  hint: model.Compile(\"adam\", \"categorical_crossentropy\", [\"accuracy\"])");
    }

    private static int? RequireSteps(int? steps) => steps is { } count ? Require.Positive(count, nameof(steps)) : null;

    private int SplitAt(int count, float split)
    {
        if (!(split > 0 && split < 1))
            throw new ArgumentException($"{this}.Fit: expected a validationSplit between 0 and 1; got {split}.");
        int at = (int)Math.Floor(count * (1 - (double)(decimal)split));
        return at > 0 && at < count ? at : throw new ArgumentException(
            $"{this}.Fit: expected samples for training and for validation; a split of {split} leaves {at} of {count} for training.");
    }
}
