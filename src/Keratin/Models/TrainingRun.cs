using Keratin.Callbacks;
using Keratin.Graph;

namespace Keratin.Models;

/// <summary>One call of <c>Fit</c>: epochs of batches, validation, callbacks, the bar.</summary>
/// <param name="model">The model.</param>
/// <param name="steps">Its plans where all batches have one feed; null to ask for each batch.</param>
/// <param name="training">Batches that train.</param>
/// <param name="validation">Batches that validate, or null.</param>
internal sealed class TrainingRun(Model model, StepFunctions? steps, Batches training, Batches? validation) : ModelRun(model)
{
    private int _seenSteps;
    private ResumePoint? _resume;

    // Whether the first batch of the run has been seen: it says what steps look like.
    private bool _isPrepared;
    private LossWatch? _watch;

    public required int? ValidationSteps { get; init; }

    public override int ValidationFreq { get => validation is null ? 0 : field; init; } = 1;

    public required int InitialEpoch { get; init; }

    /// <summary>What is to be said before the first batch.</summary>
    public IReadOnlyList<Warning> Doubts { get; init; } = [];

    public override int Steps => training.Steps ?? _seenSteps;

    public override bool StopsEvaluation => false;

    public override bool? IsHigherBetter(string name) => MetricDirections.IsHigherBetter(name, steps?.Reported ?? []);

    /// <summary>For a callback's <c>OnTrainBegin</c>: goes on where another run was. Weights and optimizer are the callback's business.</summary>
    public void Resume(ResumePoint point) => _resume = point;

    /// <summary>Where the run is now, for another that goes on.</summary>
    /// <param name="epoch">Number of the epoch that comes next, or of the one it is in.</param>
    /// <param name="batch">Batches of that epoch that were trained with.</param>
    public ResumePoint Here(int epoch, int batch) => new(
        epoch, batch, AreAveragesSwapped, training.Position, steps!.RandomSeeds, [.. steps.OtherState.Select(variable => variable.Span.ToArray())]);

    public void Run(CancellationToken cancellationToken)
    {
        foreach (Callback callback in Callbacks)
            callback.OnTrainBegin(this);
        try
        {
            foreach (Warning doubt in Doubts)
                Warn(doubt);
            for (int epoch = _resume?.Epoch ?? InitialEpoch; epoch < Epochs && !StopTraining; epoch++)
                RunEpoch(epoch, cancellationToken);
            if (Epochs > 0)
                FinalizeWeights();
        }
        catch
        {
            IsInterrupted = true;
            throw;
        }
        finally
        {
            steps?.Rest();
            foreach (Callback callback in Callbacks)
                callback.OnTrainEnd(this);
        }
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        if (Epochs > 1 && Verbose > 0)
            Terminal.Writer.Write($"Epoch {epoch + 1}/{Epochs}\n");
        int first = Begin(epoch, cancellationToken);
        foreach (Callback callback in Callbacks)
            callback.OnEpochBegin(this, epoch);
        ProgressBar bar = Bar = new ProgressBar(Terminal, training.Steps, Verbose);
        Logs logs;
        try
        {
            _seenSteps = Train(epoch, first, bar, cancellationToken);
            logs = Model.ToLogs(steps!.Results(training: true));
            if (validation is not null && (epoch + 1) % ValidationFreq == 0)
                Validate(logs, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bar.Abandon();
            throw;
        }
        // What a callback adds, such as the learning rate, is drawn and recorded: the history comes behind them.
        foreach (Callback callback in Callbacks)
            callback.OnEpochEnd(this, epoch, logs);
        bar.Finish(_seenSteps, logs);
        Bar = null;
    }

    // Begins the epoch's batches, or goes on within them. Returns how many were trained with before.
    private int Begin(int epoch, CancellationToken cancellationToken)
    {
        if (_resume is { } point && point.Epoch == epoch)
        {
            AreAveragesSwapped = point.AreAveragesSwapped;
            if (point.Restore(training, cancellationToken))
                return point.Batch;
        }
        training.Begin(cancellationToken);
        return 0;
    }

    private int Train(int epoch, int batch, ProgressBar bar, CancellationToken cancellationToken)
    {
        steps?.ResetMetrics();
        Func<Logs> logs = () => Model.ToLogs(steps!.Results(training: true));
        // The last batch that the other run trained with says what steps look like; it is not trained with again.
        if (batch > 0 && training.Next(out BatchSlice known))
            Prepare(known, epoch);
        _watch?.BeginEpoch(epoch);
        bool isFirst = true;
        while (!StopTraining && training.Next(out BatchSlice slice))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isFirst)
                Prepare(slice, epoch);
            isFirst = false;
            StepPlan plan = steps!.Plan(training: true, slice.Feed, slice.Count);
            foreach (Callback callback in Callbacks)
                callback.OnTrainBatchBegin(this, batch);
            _watch?.Before();
            plan.Run(slice, Model, "Fit", training.Following);
            _watch?.After(slice, batch);
            foreach (Callback callback in Callbacks)
                callback.OnTrainBatchEnd(this, batch, logs);
            bar.Update(++batch, logs);
        }
        return batch;
    }

    // The first batch of a sequence says what its targets look like, and its plan which variables a step changes.
    private void Prepare(BatchSlice first, int epoch)
    {
        bool fits = steps is not null && steps.Fits(first.Feed);
        if (fits && _isPrepared)
            return;
        if (!fits)
        {
            steps = Model.StepsFor(first.Feed, $"{Model}.Fit");
            steps.ResetMetrics();
        }
        steps!.Plan(training: true, first.Feed, first.Count);
        if (_resume is { } point)
        {
            point.Restore(steps, first);
            // At the end of an epoch its sums are over.
            if (point.Batch == 0)
                steps.ResetMetrics();
            _resume = null;
        }
        _isPrepared = true;
        if (!Warnings.IsHeard(isQuiet: Verbose == 0))
            return;
        foreach (Warning doubt in steps.Doubts(first))
            Warn(doubt);
        _watch = new LossWatch(this, steps);
        _watch.BeginEpoch(epoch);
    }

    // The metrics are the same objects as in training: their values were read before.
    private void Validate(Logs logs, CancellationToken cancellationToken)
    {
        Model.Evaluate(ref steps, validation!, ValidationSteps, this, bar: null, "Fit, validation", cancellationToken);
        foreach (var (name, value) in steps!.Results(training: false))
            logs["val_" + name] = value;
    }

    // At the end the weights are the averages. Where those are in the model already, they are what the optimizer keeps from now on, too.
    private void FinalizeWeights()
    {
        if (AreAveragesSwapped)
            SwapAverages();
        Model.Optimizer?.FinalizeVariableValues();
    }
}
