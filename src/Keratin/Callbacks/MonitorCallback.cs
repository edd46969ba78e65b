namespace Keratin.Callbacks;

/// <summary>A callback that watches one value of the logs and asks whether it gets better.</summary>
/// <param name="monitor">Name of the value: <c>loss</c>, <c>val_loss</c>, <c>val_accuracy</c>.</param>
public abstract class MonitorCallback(string monitor) : Callback
{
    /// <summary>Name of the value that is watched.</summary>
    public string Monitor { get; } = string.IsNullOrEmpty(monitor)
        ? throw new ArgumentException("Expected the name of a value to watch, such as val_loss; got none.", nameof(monitor))
        : monitor;

    /// <summary>Which way it gets better; by default as the metric itself says.</summary>
    public MonitorMode Mode { get; init; } = MonitorMode.Auto;

    /// <summary>The best value so far; null before the first.</summary>
    public float? Best { get; protected set; }

    /// <summary>By how much a value has to be better than another to count as better.</summary>
    protected virtual double MinimumChange => 0;

    /// <summary>The watched value of an epoch; null, and a warning, where there is none.</summary>
    /// <param name="training">The run.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="logs">Its values.</param>
    protected float? ValueOf(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        if (logs.TryGetValue(Monitor, out float value))
            return value;
        bool isOfValidation = Monitor.StartsWith("val_", StringComparison.Ordinal);
        // Epochs without validation have no such value, and that is as it was asked for.
        if (isOfValidation && training.ValidationFreq > 1 && (epoch + 1) % training.ValidationFreq != 0)
            return null;
        string hint = isOfValidation && training.ValidationFreq == 0 ? " Give Fit validationData or a validationSplit." : "";
        training.Warn(new Warning(
            "monitor-missing", $"{GetType().Name} watches {Monitor}, which is not there. Available: {string.Join(", ", logs.Keys)}.{hint}"));
        return null;
    }

    /// <summary>Whether a value is better than another, by more than the smallest change that counts.</summary>
    /// <param name="training">The run.</param>
    /// <param name="value">The value.</param>
    /// <param name="reference">The other; where there is none, anything is better.</param>
    /// <exception cref="InvalidOperationException">Nobody knows which way the value gets better.</exception>
    protected bool IsImprovement(ITraining training, float value, double? reference)
    {
        ArgumentNullException.ThrowIfNull(training);
        // Asked even before the first comparison, so that what cannot be told is said at once.
        bool isHigherBetter = IsHigherBetter(training);
        if (reference is not { } other)
            return true;
        // In floats, as Keras compares them.
        return isHigherBetter ? (float)(value - MinimumChange) > (float)other : (float)(value + MinimumChange) < (float)other;
    }

    /// <summary>Whether larger values are better.</summary>
    /// <param name="training">The run.</param>
    /// <exception cref="InvalidOperationException">Nobody knows.</exception>
    protected bool IsHigherBetter(ITraining training) => Mode switch
    {
        MonitorMode.Min => false,
        MonitorMode.Max => true,
        _ => training?.IsHigherBetter(Monitor) ?? throw new InvalidOperationException(
            $"{GetType().Name}: expected a value that is known to get better by growing or by shrinking; got '{Monitor}', of which nobody knows.\n" +
            "  hint:     Mode = MonitorMode.Max or MonitorMode.Min"),
    };

    /// <summary>For <see cref="Callback.SaveState"/>: one number.</summary>
    private protected static Tensor<float> Number(float value) => new[] { value }.ToTensor([1]);
}
