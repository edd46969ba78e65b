using System.Globalization;

namespace Keratin.Callbacks;

/// <summary>Ends the training after the first batch with which the loss of the epoch is NaN or infinite.</summary>
/// <example><code>model.Fit(x, y, epochs: 20, callbacks: [new TerminateOnNaN()]);</code></example>
public sealed class TerminateOnNaN : Callback
{
    /// <summary>Whether it throws. By default the training is stopped as if it were over.</summary>
    /// <remarks>Then callbacks see <see cref="ITraining.IsInterrupted"/> at the end, so that backups stay.</remarks>
    public bool RaiseError { get; init; }

    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">The loss is not finite, and <see cref="RaiseError"/> is set.</exception>
    public override void OnTrainBatchEnd(ITraining training, int batch, Func<Logs> logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        if (!logs().TryGetValue("loss", out float loss) || float.IsFinite(loss))
            return;
        if (RaiseError)
            throw new NotFiniteNumberException($"TerminateOnNaN: expected a finite loss; got {ProgressBar.Format(loss)} at batch {batch}.", loss);
        training.Print(string.Create(CultureInfo.InvariantCulture, $"Batch {batch}: Invalid loss, terminating training"));
        training.StopTraining = true;
    }
}
