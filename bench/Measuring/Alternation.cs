namespace Keratin.Bench.Measuring;

/// <summary>Takes turns: ours, theirs, ours, theirs … so that whatever else the machine does meets all of them alike.</summary>
internal static class Alternation
{
    // Threads of the side that was just measured may still spin in wait for work; by then they sleep.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(60);

    /// <summary>Gives each side its turn so many times.</summary>
    /// <param name="rounds">Turns of each side that count.</param>
    /// <param name="warmups">Turns of each side before that do not count.</param>
    /// <param name="sides">Each measures once and returns its figure; a null side is left out.</param>
    /// <returns>For each side what its rounds gave; not a number for a null side.</returns>
    public static Rounds[] Measure(int rounds, int warmups, params Func<double>?[] sides)
    {
        List<double>[] figures = [.. sides.Select(_ => new List<double>())];
        for (int round = -warmups; round < rounds; round++)
        {
            for (int s = 0; s < sides.Length; s++)
            {
                if (sides[s] is not { } side)
                    continue;
                Thread.Sleep(s_quiet);
                double figure = side();
                if (round >= 0)
                    figures[s].Add(figure);
            }
        }
        return [.. figures.Select(side => new Rounds(Statistics.Median(side), Statistics.Quantile(side, 0)))];
    }
}
