using System.Globalization;
using Keratin.Callbacks;

namespace Keratin.Selection;

/// <summary>What a search found: all trials, best first.</summary>
public sealed class SearchResult
{
    internal SearchResult(string objective, long seed, IEnumerable<TrialResult> trials, bool isHigherBetter) =>
        (Objective, Seed, IsHigherBetter, Trials) = (objective, seed, isHigherBetter, [.. trials.OrderBy(Rank).ThenBy(result => result.Trial.Number)]);

    /// <summary>The value of the logs by which trials are compared.</summary>
    public string Objective { get; }

    /// <summary>Whether larger values of the objective are better.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>What the random numbers of each training followed from: any trial can be repeated after <c>Utils.SetRandomSeed(Seed)</c>.</summary>
    public long Seed { get; }

    /// <summary>The trials, best first; of equals the one that was tried first. Those without a number come last.</summary>
    public IReadOnlyList<TrialResult> Trials { get; }

    /// <summary>The best trial.</summary>
    public TrialResult Best => Trials[0];

    /// <summary>A table of all trials, best first.</summary>
    public override string ToString()
    {
        List<string[]> rows = [["trial", .. Trials[0].Trial.Values.Select(value => value.Name), Objective, "epoch", "seconds"]];
        rows.AddRange(Trials.Select(result => (string[])
        [
            Number(result.Trial.Number + 1), .. result.Trial.Values.Select(value => value.Value), ProgressBar.Format(result.Score), Number(result.BestEpoch + 1),
            result.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture),
        ]));
        return ColumnText.Of(rows);
    }

    private float Rank(TrialResult result) => float.IsNaN(result.Score) ? float.PositiveInfinity : IsHigherBetter ? -result.Score : result.Score;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
