using Keratin.Data;

namespace Keratin.Selection;

/// <summary>Divides samples into folds, so that each sample tests once and trains otherwise.</summary>
public abstract class FoldSplitter
{
    /// <summary>So many folds.</summary>
    /// <param name="nSplits">Number of folds, at least 2.</param>
    private protected FoldSplitter(int nSplits) => NSplits = nSplits >= 2 ? nSplits : throw new ArgumentOutOfRangeException(nameof(nSplits), nSplits, "There are at least 2 folds.");

    /// <summary>Number of folds.</summary>
    public int NSplits { get; }

    /// <summary>Whether chance decides which samples come together; by default neighbours do.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Decides how <see cref="Shuffle"/> shuffles; by default the program's next seed does.</summary>
    public long? Seed { get; init; }

    /// <summary>The folds of samples with these targets.</summary>
    /// <param name="targets">One for each sample.</param>
    /// <returns><see cref="NSplits"/> folds. The numbers within each are ascending, also where it was shuffled.</returns>
    /// <exception cref="ArgumentException">There are fewer samples than folds, or a seed without shuffling.</exception>
    public IReadOnlyList<Fold> Split(Samples targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Check(targets.Count);
        return Folds(FoldOf(targets, NewStream()));
    }

    /// <summary>For each sample the number of the fold in which it tests.</summary>
    private protected abstract int[] FoldOf(Samples targets, RandomStream? shuffle);

    private protected void Check(int count)
    {
        if (count < NSplits)
            throw new ArgumentException($"{GetType().Name}: expected at least as many samples as folds, {NSplits}; got {count}.");
        if (Seed is not null && !Shuffle)
            throw new ArgumentException($"{GetType().Name}: expected a Seed only together with Shuffle = true; got one that decides nothing.");
    }

    private protected RandomStream? NewStream() => Shuffle ? new RandomStream(Seed is { } seed ? (ulong)seed : RandomSeed.Next()) : null;

    private protected IReadOnlyList<Fold> Folds(int[] foldOf) =>
    [
        .. Enumerable.Range(0, NSplits).Select(fold => new Fold(
            fold,
            [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] != fold)],
            [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] == fold)])),
    ];
}
