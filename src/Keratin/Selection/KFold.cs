using Keratin.Data;

namespace Keratin.Selection;

/// <summary>Folds of equal size, whatever the targets are. scikit-learn's <c>KFold</c>.</summary>
/// <remarks>Of <c>n</c> samples in <c>k</c> folds the first <c>n mod k</c> folds have <c>⌊n/k⌋ + 1</c>, the others <c>⌊n/k⌋</c>.</remarks>
/// <param name="nSplits">Number of folds, at least 2.</param>
/// <example>
/// <code>
/// foreach (Fold fold in new KFold(5) { Shuffle = true, Seed = 1 }.Split(y))
///     MakeModel().Fit(fold.TrainOf(x), fold.TrainOf(y), validationData: (fold.TestOf(x), fold.TestOf(y)));
/// </code>
/// </example>
public sealed class KFold(int nSplits = 5) : FoldSplitter(nSplits)
{
    /// <summary>The folds of so many samples.</summary>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentException">There are fewer samples than folds, or a seed without shuffling.</exception>
    public IReadOnlyList<Fold> Split(int count)
    {
        Check(count);
        return Folds(FoldOf(count, NewStream()));
    }

    private protected override int[] FoldOf(Samples targets, RandomStream? shuffle) => FoldOf(targets.Count, shuffle);

    private int[] FoldOf(int count, RandomStream? shuffle)
    {
        int[] order = [.. Enumerable.Range(0, count)], foldOf = new int[count];
        shuffle?.Shuffle(order);
        int next = 0;
        for (int fold = 0; fold < NSplits; fold++)
        {
            for (int left = (count / NSplits) + (fold < count % NSplits ? 1 : 0); left > 0; left--)
                foldOf[order[next++]] = fold;
        }
        return foldOf;
    }
}
