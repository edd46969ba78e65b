using System.Globalization;

namespace Keratin.Callbacks;

/// <summary>Asks a function for the learning rate before each epoch. The logs get <c>learning_rate</c>.</summary>
/// <remarks>The optimizer must have a number for its rate: one with a schedule refuses.</remarks>
/// <param name="schedule">Gets the number of the epoch, from 0, and the rate so far; gives the rate of the epoch.</param>
/// <example>
/// <code>
/// // As it is for ten epochs, then less and less.
/// var scheduler = new LearningRateScheduler((epoch, rate) => epoch &lt; 10 ? rate : rate * MathF.Exp(-0.1f));
/// </code>
/// </example>
public sealed class LearningRateScheduler(Func<int, float, float> schedule) : Callback
{
    private readonly Func<int, float, float> _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>Asks a function that does not need to know the rate so far.</summary>
    /// <param name="schedule">Gets the number of the epoch, from 0; gives the rate of the epoch.</param>
    public LearningRateScheduler(Func<int, float> schedule)
        : this((epoch, _) => schedule(epoch)) => ArgumentNullException.ThrowIfNull(schedule);

    /// <summary>1 says what the rate is set to; 0, the default, nothing.</summary>
    public int Verbose { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A schedule gives the learning rate, or the function gave no rate.</exception>
    public override void OnEpochBegin(ITraining training, int epoch)
    {
        ArgumentNullException.ThrowIfNull(training);
        float rate = _schedule(epoch, training.LearningRate);
        if (!(rate >= 0))
            throw new InvalidOperationException($"LearningRateScheduler: expected a rate of at least 0 for epoch {epoch}; got {rate}.");
        LearningRates.Set(training, rate, nameof(LearningRateScheduler));
        if (Verbose > 0)
            training.Print(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}."));
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(ITraining training, int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(logs);
        logs["learning_rate"] = training.LearningRate;
    }
}
