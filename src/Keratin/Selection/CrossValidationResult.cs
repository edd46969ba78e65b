using System.Globalization;
using Keratin.Callbacks;

namespace Keratin.Selection;

/// <summary>What a <see cref="CrossValidation"/> found: the values of each fold, their means and standard deviations.</summary>
public sealed class CrossValidationResult
{
    internal CrossValidationResult(long seed, IReadOnlyList<FoldResult> folds) => (Seed, Folds) = (seed, folds);

    /// <summary>What the random numbers followed from: fold <c>i</c> can be repeated after <c>Utils.SetRandomSeed(Seed + i)</c>.</summary>
    public long Seed { get; }

    /// <summary>The folds in order.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>Names of the values: the loss, then the metrics in the order of <c>Compile</c>.</summary>
    public IReadOnlyList<string> Names => [.. Folds[0].Evaluation.Select(value => value.Key)];

    /// <summary>One value of each fold.</summary>
    /// <param name="name">Such as <c>loss</c> or <c>accuracy</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public IReadOnlyList<float> this[string name] => [.. Folds.Select(fold => fold.Evaluation[name])];

    /// <summary>Mean of the folds.</summary>
    /// <param name="name">Such as <c>accuracy</c>.</param>
    public double Mean(string name) => this[name].Average(value => (double)value);

    /// <summary>Standard deviation of the folds, <c>√(Σ (x - mean)² / n)</c>, as NumPy's <c>std</c>.</summary>
    /// <param name="name">Such as <c>accuracy</c>.</param>
    public double Std(string name)
    {
        double mean = Mean(name);
        return Math.Sqrt(this[name].Average(value => (value - mean) * (value - mean)));
    }

    /// <summary>A table: a line for each fold, then the means and standard deviations.</summary>
    public override string ToString()
    {
        IReadOnlyList<string> names = Names;
        List<string[]> rows = [["fold", "train", "test", .. names]];
        rows.AddRange(Folds.Select(fold => (string[])
        [
            Number(fold.Fold.Number + 1), Number(fold.Fold.Train.Count), Number(fold.Fold.Test.Count), .. names.Select(name => ProgressBar.Format(fold.Evaluation[name])),
        ]));
        rows.Add(["mean", "", "", .. names.Select(name => ProgressBar.Format((float)Mean(name)))]);
        rows.Add(["± std", "", "", .. names.Select(name => ProgressBar.Format((float)Std(name)))]);
        return ColumnText.Of(rows);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
