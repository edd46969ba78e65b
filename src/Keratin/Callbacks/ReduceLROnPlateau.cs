using System.Globalization;

namespace Keratin.Callbacks;

/// <summary>Makes the learning rate smaller when a value has stopped getting better. The logs get <c>learning_rate</c>, that of the epoch.</summary>
/// <remarks>
/// After <see cref="Patience"/> epochs without progress the rate becomes <c>max(rate · Factor, MinLR)</c>; then for <see cref="Cooldown"/> epochs
/// nothing is counted. The optimizer must have a number for its rate: one with a schedule refuses.
/// </remarks>
/// <param name="monitor">What is watched.</param>
/// <example><code>var plateau = new ReduceLROnPlateau { Factor = 0.2, Patience = 5, MinLR = 1e-5 };</code></example>
public sealed class ReduceLROnPlateau(string monitor = "val_loss") : MonitorCallback(monitor)
{
    private int _cooldown;

    /// <summary>What the rate is multiplied by, below 1; 0.1 by default.</summary>
    public double Factor
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Factor), value, "'Factor' is below 1 and at least 0.");
    } = 0.1;

    /// <summary>Epochs without progress after which the rate is reduced; 10 by default.</summary>
    public int Patience { get; init => field = Require.NotNegative(value, nameof(Patience)); } = 10;

    /// <summary>1 says when the rate is reduced; 0, the default, nothing.</summary>
    public int Verbose { get; init; }

    /// <summary>How much better a value has to be to count; 1e-4 by default. Its sign does not matter.</summary>
    public double MinDelta { get; init => field = Math.Abs(value); } = 1e-4;

    /// <summary>Epochs after a reduction in which nothing is counted; 0 by default.</summary>
    public int Cooldown { get; init => field = Require.NotNegative(value, nameof(Cooldown)); }

    /// <summary>The rate is not reduced below this; 0 by default.</summary>
    public double MinLR { get; init; }

    /// <summary>Epochs since the last progress or reduction.</summary>
    public int Wait { get; private set; }

    /// <inheritdoc/>
    protected override double MinimumChange => MinDelta;

    /// <inheritdoc/>
    public override void OnTrainBegin(ITraining training) => (Best, Wait, _cooldown) = (null, 0, 0);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A schedule gives the learning rate.</exception>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        logs["learning_rate"] = training.LearningRate;
        if (ValueOf(training, epoch, logs) is not { } current)
            return;
        if (_cooldown > 0)
        {
            _cooldown--;
            Wait = 0;
        }
        if (IsImprovement(training, current, Best))
            (Best, Wait) = (current, 0);
        else if (_cooldown == 0 && ++Wait >= Patience && Reduce(training, epoch))
            (_cooldown, Wait) = (Cooldown, 0);
    }

    /// <inheritdoc/>
    public override void SaveState(IDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (state["wait"], state["cooldown"]) = (Number(Wait), Number(_cooldown));
        if (Best is { } best)
            state["best"] = Number(best);
    }

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor<float>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Wait, _cooldown) = ((int)state["wait"][0], (int)state["cooldown"][0]);
        Best = state.TryGetValue("best", out Tensor<float>? best) ? best[0] : null;
    }

    private bool Reduce(ITraining training, int epoch)
    {
        double old = training.LearningRate;
        if (old <= (float)MinLR)
            return false;
        double reduced = Math.Max(old * Factor, MinLR);
        LearningRates.Set(training, (float)reduced, nameof(ReduceLROnPlateau));
        if (Verbose > 0)
            training.Print(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {(float)reduced}."));
        return true;
    }
}
