namespace Keratin.Callbacks;

/// <summary>Is told what happens while a model is trained, evaluated or asked. Override what is of interest.</summary>
/// <remarks>
/// <c>Fit</c>, <c>Evaluate</c> and <c>Predict</c> take a list of callbacks and call them in its order. The validation within <c>Fit</c> is an
/// evaluation, so callbacks of <c>Fit</c> are told of it too. What a callback throws ends the run.
/// </remarks>
/// <example>
/// <code>
/// sealed class Bell : Callback
/// {
///     public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
///     {
///         if (logs["val_accuracy"] &gt; 0.99f)
///             training.StopTraining = true;
///     }
/// }
/// </code>
/// </example>
public abstract class Callback
{
    /// <summary>Whether it is told after all others, the history included: for what keeps a record of the run as all others leave it.</summary>
    internal virtual bool ComesLast => false;

    /// <summary>Before the first epoch.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnTrainBegin(ITraining training)
    {
    }

    /// <summary>Before an epoch.</summary>
    /// <param name="training">The run.</param>
    /// <param name="epoch">Its number, from 0.</param>
    public virtual void OnEpochBegin(ITraining training, int epoch)
    {
    }

    /// <summary>Before a batch of training.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number within the epoch, from 0.</param>
    public virtual void OnTrainBatchBegin(ITraining training, int batch)
    {
    }

    /// <summary>After a batch of training.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number within the epoch, from 0.</param>
    /// <param name="logs">The running values of the epoch; computed only when read.</param>
    public virtual void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="training">The run.</param>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="logs">The epoch's values. What a callback adds, the next ones, the bar and the history see.</param>
    public virtual void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
    }

    /// <summary>After the last epoch, also when the run was stopped or broke off: see <see cref="ITraining.IsInterrupted"/>.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnTrainEnd(ITraining training)
    {
    }

    /// <summary>Before an evaluation, or the validation of an epoch.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnTestBegin(ITraining training)
    {
    }

    /// <summary>Before a batch of an evaluation.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number, from 0.</param>
    public virtual void OnTestBatchBegin(ITraining training, int batch)
    {
    }

    /// <summary>After a batch of an evaluation.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number, from 0.</param>
    /// <param name="logs">The running values, without <c>val_</c>; computed only when read.</param>
    public virtual void OnTestBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
    }

    /// <summary>After an evaluation, or the validation of an epoch.</summary>
    /// <param name="training">The run.</param>
    /// <param name="logs">What was found, without <c>val_</c>.</param>
    public virtual void OnTestEnd(ITraining training, Logs logs)
    {
    }

    /// <summary>Before a prediction.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnPredictBegin(ITraining training)
    {
    }

    /// <summary>Before a batch of a prediction.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number, from 0.</param>
    public virtual void OnPredictBatchBegin(ITraining training, int batch)
    {
    }

    /// <summary>After a batch of a prediction.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number, from 0.</param>
    /// <param name="outputs">What the model gave for it, output by output; copied only when read.</param>
    public virtual void OnPredictBatchEnd(ITraining training, int batch, Func<IReadOnlyList<Tensor<float>>> outputs)
    {
    }

    /// <summary>After a prediction.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnPredictEnd(ITraining training)
    {
    }

    /// <summary>For backups: puts what decides how the callback goes on, such as how long it has waited, into <paramref name="state"/>.</summary>
    /// <param name="state">Numbers by name. By default there are none.</param>
    public virtual void SaveState(IDictionary<string, Tensor<float>> state)
    {
    }

    /// <summary>For a training that goes on: takes over what <see cref="SaveState"/> wrote. It is called after <see cref="OnTrainBegin"/>.</summary>
    /// <param name="state">Numbers by name.</param>
    public virtual void LoadState(IReadOnlyDictionary<string, Tensor<float>> state)
    {
    }
}
