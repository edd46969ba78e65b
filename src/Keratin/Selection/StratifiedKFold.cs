using Keratin.Data;

namespace Keratin.Selection;

/// <summary>Folds that each have about the same share of every class. scikit-learn's <c>StratifiedKFold</c>.</summary>
/// <remarks>
/// Targets are class indices, or rows of which the largest number stands for the class (one-hot). Each class is dealt to the folds so that the sizes
/// of the folds, and the counts of each class in them, differ by at most one. Without shuffling samples of a class stay in order.
/// </remarks>
/// <param name="nSplits">Number of folds, at least 2.</param>
/// <example><code>IReadOnlyList&lt;Fold&gt; folds = new StratifiedKFold(10) { Shuffle = true, Seed = 1 }.Split(labels);</code></example>
public sealed class StratifiedKFold(int nSplits = 5) : FoldSplitter(nSplits)
{
    private protected override int[] FoldOf(Samples targets, RandomStream? shuffle)
    {
        int[] classes = ClassesOf(targets), foldOf = new int[classes.Length];
        int count = classes.Max() + 1;
        int[] sizes = new int[count];
        foreach (int label in classes)
            sizes[label]++;
        CheckSizes(sizes);
        // As scikit-learn does it: the samples, sorted by class, are dealt like cards; that says how many of each class a fold gets.
        int[] sorted = [.. classes.Order()];
        int[,] share = new int[count, NSplits];
        for (int i = 0; i < sorted.Length; i++)
            share[sorted[i], i % NSplits]++;
        for (int label = 0; label < count; label++)
        {
            int[] folds = [.. Enumerable.Range(0, NSplits).SelectMany(fold => Enumerable.Repeat(fold, share[label, fold]))];
            shuffle?.Shuffle(folds);
            int next = 0;
            for (int i = 0; i < classes.Length; i++)
            {
                if (classes[i] == label)
                    foldOf[i] = folds[next++];
            }
        }
        return foldOf;
    }

    private void CheckSizes(int[] sizes)
    {
        if (sizes.Max() < NSplits)
            throw new ArgumentException($"StratifiedKFold: expected a class with at least as many samples as folds, {NSplits}; got classes of at most {sizes.Max()}.");
        if (sizes.Min() < NSplits)
            Warnings.Raise(
                new Warning("sparse-class", $"StratifiedKFold: the smallest class has {sizes.Min()} samples, fewer than the {NSplits} folds; some folds will have none of it."),
                isQuiet: false);
    }

    // Numbered in the order in which they first occur.
    private static int[] ClassesOf(Samples targets)
    {
        int length = checked((int)(targets.Shape.Elements / targets.Count));
        float[] row = new float[length];
        var numbers = new Dictionary<float, int>();
        int[] classes = new int[targets.Count];
        for (int i = 0; i < classes.Length; i++)
        {
            targets.Copy(i, 1, row);
            float label = length == 1 ? row[0] : Array.IndexOf(row, row.Max());
            if (label != MathF.Floor(label))
                throw new ArgumentException($"StratifiedKFold: expected classes, which are whole numbers or one-hot rows; got {label} for sample {i}.\n  hint: KFold takes targets of any kind");
            if (!numbers.TryGetValue(label, out int number))
                numbers[label] = number = numbers.Count;
            classes[i] = number;
        }
        return classes;
    }
}
