using System.Globalization;

namespace Keratin.Callbacks;

/// <summary>Ends the training when a value has stopped getting better.</summary>
/// <remarks>
/// After each epoch the value is compared with the best so far. If it is better by more than <see cref="MinDelta"/> it is the new best, and waiting
/// begins anew (with a <see cref="Baseline"/> only if it beats that too); else one more epoch was waited, and after <see cref="Patience"/> of them
/// training stops, never after the first epoch. L. Prechelt: "Early stopping: but when?", 1998.
/// </remarks>
/// <param name="monitor">What is watched.</param>
/// <example><code>model.Fit(x, y, epochs: 100, validationSplit: 0.2f, callbacks: [new EarlyStopping { Patience = 3, RestoreBestWeights = true }]);</code></example>
public sealed class EarlyStopping(string monitor = "val_loss") : MonitorCallback(monitor)
{
    private IReadOnlyList<Tensor<float>>? _bestWeights;

    /// <summary>How much better a value has to be to count; 0 by default. Its sign does not matter.</summary>
    public double MinDelta { get; init => field = Math.Abs(value); }

    /// <summary>Epochs without progress after which training stops; 0 by default.</summary>
    public int Patience { get; init => field = Require.NotNegative(value, nameof(Patience)); }

    /// <summary>1 says that it stopped, and which weights were restored; 0, the default, nothing.</summary>
    public int Verbose { get; init; }

    /// <summary>Waiting begins anew only where a value beats this one too.</summary>
    public double? Baseline { get; init; }

    /// <summary>Whether the weights at the end are those of the best epoch; by default those of the last.</summary>
    /// <remarks>Also where training was stopped otherwise or went on to the end, but not where it broke off. Where no epoch beats the baseline, the best
    /// of them counts.</remarks>
    public bool RestoreBestWeights { get; init; }

    /// <summary>Epochs before which nothing is watched; 0 by default.</summary>
    public int StartFromEpoch { get; init => field = Require.NotNegative(value, nameof(StartFromEpoch)); }

    /// <summary>Number, from 0, of the epoch after which it stopped the training; 0 where it did not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <summary>Number, from 0, of the best epoch.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Epochs since the best one.</summary>
    public int Wait { get; private set; }

    /// <inheritdoc/>
    protected override double MinimumChange => MinDelta;

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training) => (Wait, StoppedEpoch, BestEpoch, Best, _bestWeights) = (0, 0, 0, null, null);

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (ValueOf(training, epoch, logs) is not { } current || epoch < StartFromEpoch)
            return;
        Wait++;
        if (IsImprovement(training, current, Best))
        {
            (Best, BestEpoch) = (current, epoch);
            if (RestoreBestWeights)
                _bestWeights = training.GetWeights();
            if (Baseline is null || IsImprovement(training, current, Baseline))
                Wait = 0;
        }
        else if (Wait >= Patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            training.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(ITraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.IsInterrupted)
            return;
        if (StoppedEpoch > 0 && Verbose > 0)
            training.Print(string.Create(CultureInfo.InvariantCulture, $"Epoch {StoppedEpoch + 1}: early stopping"));
        if (_bestWeights is null)
            return;
        if (Verbose > 0)
            training.Print(string.Create(CultureInfo.InvariantCulture, $"Restoring model weights from the end of the best epoch: {BestEpoch + 1}."));
        training.SetWeights(_bestWeights);
    }

    /// <inheritdoc/>
    public override void SaveState(IDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state["wait"] = Number(Wait);
        state["best_epoch"] = Number(BestEpoch);
        if (Best is { } best)
            state["best"] = Number(best);
        for (int i = 0; i < (_bestWeights?.Count ?? 0); i++)
            state[$"best_weights_{i}"] = _bestWeights![i];
    }

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Wait, BestEpoch) = ((int)state["wait"][0], (int)state["best_epoch"][0]);
        Best = state.TryGetValue("best", out Tensor<float>? best) ? best[0] : null;
        var weights = new List<Tensor<float>>();
        while (state.TryGetValue($"best_weights_{weights.Count}", out Tensor<float>? weight))
            weights.Add(weight);
        _bestWeights = weights.Count > 0 ? weights : null;
    }
}
