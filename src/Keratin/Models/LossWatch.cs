namespace Keratin.Models;

/// <summary>Looks at the loss after each batch, and where it is no longer finite says in which layer that began, and why.</summary>
/// <remarks>
/// <para>Each batch costs the reading of two numbers. To look into the batch that went wrong the weights of before are needed, which the step has
/// overwritten. They are kept for a while where that may be: in the first steps, in which a learning rate that is much too large does its work, and
/// while the loss is growing strangely.</para>
/// <para>Where they were not kept, the weights of after the step have to do.</para>
/// </remarks>
internal sealed class LossWatch(TrainingRun run, StepFunctions steps)
{
    private const int FirstSteps = 8;
    private const double StrangeGrowth = 4, Memory = 0.9;

    // Of larger models no copy is kept: memory is scarcer than the message is good.
    private const long MostNumbers = 64 << 20;

    private readonly Variable _total = steps.Losses.LossTracker.Variables[0], _count = steps.Losses.LossTracker.Variables[1];
    private readonly Variable[] _state = [.. run.Model.Weights.Union(steps.OtherState)];
    private readonly bool _isLarge = run.Model.CountParams() > MostNumbers;
    private float[][]? _kept;
    private bool _isStrange, _isOver;
    private double _usual = double.NaN, _totalBefore, _countBefore;
    private int _epoch;
    private long _steps;

    /// <summary>The loss of the batch before; NaN before the first.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>Before the first batch of an epoch, or the first that it sees of one.</summary>
    public void BeginEpoch(int epoch) => (_epoch, _totalBefore, _countBefore) = (epoch, _total.Span[0], _count.Span[0]);

    /// <summary>Before a batch.</summary>
    public void Before()
    {
        if (_isOver || _isLarge || !(_steps < FirstSteps || _isStrange))
        {
            _kept = null;
            return;
        }
        _kept ??= [.. _state.Select(variable => new float[variable.Span.Length])];
        for (int i = 0; i < _state.Length; i++)
            _state[i].Span.CopyTo(_kept[i]);
    }

    /// <summary>After a batch.</summary>
    public void After(BatchSlice slice, int batch)
    {
        double total = _total.Span[0], count = _count.Span[0];
        if (_isOver)
            return;
        if (!double.IsFinite(total))
        {
            _isOver = true;
            run.Warn(Diagnose(slice, batch));
            _kept = null;
            return;
        }
        _steps++;
        if (count <= _countBefore)
            return;
        LastLoss = (total - _totalBefore) / (count - _countBefore);
        (_totalBefore, _countBefore) = (total, count);
        double size = Math.Abs(LastLoss);
        _isStrange = size > StrangeGrowth * _usual;
        _usual = double.IsNaN(_usual) ? size : (Memory * _usual) + ((1 - Memory) * size);
    }

    private Warning Diagnose(BatchSlice slice, int batch)
    {
        float[][] after = [.. _state.Select(variable => variable.Span.ToArray())];
        Set(_kept ?? after);
        try
        {
            var diagnosis = new LossDiagnosis(run.Model, steps, slice) { HasWeightsOfBefore = _kept is not null, IsFirstStep = _steps == 0, LastLoss = LastLoss };
            string cause = diagnosis.Find();
            string rate = run.Model.Optimizer is { } optimizer
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (learning rate {optimizer.LearningRate:G4})")
                : "";
            return new Warning("loss-not-finite", $"the loss became {(float.IsNaN(_total.Span[0]) ? "NaN" : "infinite")} in epoch {_epoch + 1}, batch {batch + 1}{rate}: {cause}");
        }
        finally
        {
            Set(after);
        }
    }

    private void Set(float[][] values)
    {
        for (int i = 0; i < _state.Length; i++)
            _state[i].Assign(values[i]);
    }
}
