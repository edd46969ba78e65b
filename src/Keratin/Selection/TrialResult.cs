using Keratin.Callbacks;

namespace Keratin.Selection;

/// <summary>What a trial gave.</summary>
/// <param name="Trial">The values that were tried.</param>
/// <param name="Score">The best value of the objective; NaN where no epoch had a number.</param>
/// <param name="BestEpoch">Number, from 0, of the epoch that had it.</param>
/// <param name="History">The values of each epoch.</param>
/// <param name="Duration">How long the training took.</param>
public sealed record TrialResult(Trial Trial, float Score, int BestEpoch, History History, TimeSpan Duration)
{
    /// <summary>The value of a hyper-parameter.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="parameter">One of those that the search was made with.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    public T Get<T>(HyperParameter<T> parameter)
        where T : notnull => Trial.Get(parameter);
}
