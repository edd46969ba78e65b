using Keratin.Models;

namespace Keratin.Selection;

/// <summary>Tries values that chance decides: with several hyper-parameters, of which few matter, better than a grid of as many trials.</summary>
/// <remarks>
/// Where all values can be counted no combination is tried twice, and there are no more trials than combinations; else each value is drawn by itself.
/// J. Bergstra, Y. Bengio: "Random search for hyper-parameter optimization", JMLR 2012.
/// </remarks>
/// <param name="factory">Makes a compiled model with new weights for a trial.</param>
/// <param name="trials">How many trials.</param>
/// <param name="parameters">What is searched over.</param>
/// <example>
/// <code>
/// var units = new IntRange("units", 16, 256, step: 16);
/// var rate = new FloatRange("learning rate", 1e-5f, 1e-1f, isLog: true);
/// SearchResult result = new RandomSearch(MakeModel, 20, units, rate) { Epochs = 5, Seed = 1 }.Run(x, y, validationSplit: 0.2f);
/// </code>
/// </example>
public sealed class RandomSearch(Func<Trial, Model> factory, int trials, params IReadOnlyList<HyperParameter> parameters)
    : HyperParameterSearch(factory, parameters)
{
    /// <summary>How many trials.</summary>
    public int TrialCount { get; } = Require.Positive(trials);

    private protected override IReadOnlyList<Trial> Trials(RandomStream random)
    {
        if (Combinations() is not (< long.MaxValue and var count))
            return [.. Enumerable.Range(0, TrialCount).Select(number => new Trial(number, [.. Parameters.Select(parameter => (parameter, parameter.Draw(random)))]))];
        // R. W. Floyd's way to draw without putting back: nothing as long as the number of combinations is made.
        int wanted = (int)Math.Min(count, TrialCount);
        var taken = new HashSet<long>();
        var order = new List<long>();
        for (long last = count - wanted; last < count; last++)
        {
            long drawn = (long)(random.NextUInt64() % (ulong)(last + 1));
            order.Add(taken.Add(drawn) ? drawn : last);
            taken.Add(order[^1]);
        }
        int[] shuffled = [.. Enumerable.Range(0, wanted)];
        random.Shuffle(shuffled);
        return [.. shuffled.Select((index, number) => Combination(number, order[index]))];
    }
}
