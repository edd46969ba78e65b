namespace Keratin.Callbacks;

/// <summary>Is told what happens while a model is trained. Override what is of interest.</summary>
public abstract class Callback
{
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

    /// <summary>After a batch.</summary>
    /// <param name="training">The run.</param>
    /// <param name="batch">Its number within the epoch, from 0.</param>
    /// <param name="logs">The running values of the epoch; computed only when read.</param>
    public virtual void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="training">The run.</param>
    /// <param name="epoch">Its number, from 0.</param>
    /// <param name="logs">The epoch's values.</param>
    public virtual void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
    }

    /// <summary>After the last epoch, also when the run was stopped.</summary>
    /// <param name="training">The run.</param>
    public virtual void OnTrainEnd(ITraining training)
    {
    }
}
