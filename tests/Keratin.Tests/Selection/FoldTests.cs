using Keratin.Data;
using Keratin.Selection;
using Keratin.Tests.Models;

namespace Keratin.Tests.Selection;

[Collection(nameof(Alone))]
public class FoldTests
{
    // 10 = 4 + 3 + 3: the first n mod k folds have one more.
    [Fact]
    public void Sizes_are_those_of_scikit_learn()
    {
        IReadOnlyList<Fold> folds = new KFold(3).Split(10);
        Assert.Equal([0, 1, 2, 3], folds[0].Test);
        Assert.Equal([4, 5, 6], folds[1].Test);
        Assert.Equal([7, 8, 9], folds[2].Test);
        Assert.Equal([0, 1, 2, 3, 7, 8, 9], folds[1].Train);
        Assert.Equal([0, 1, 2], folds.Select(fold => fold.Number));
    }

    // Each sample tests once; where it does not, it trains.
    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(5, 22, false)]
    [InlineData(5, 22, true)]
    [InlineData(7, 100, true)]
    [InlineData(10, 10, true)]
    public void Folds_are_a_partition(int nSplits, int count, bool shuffle)
    {
        IReadOnlyList<Fold> folds = new KFold(nSplits) { Shuffle = shuffle }.Split(count);
        Assert.Equal(nSplits, folds.Count);
        Assert.Equal(Enumerable.Range(0, count), folds.SelectMany(fold => fold.Test).Order());
        Assert.All(folds, fold =>
        {
            Assert.Equal(Enumerable.Range(0, count), fold.Test.Concat(fold.Train).Order());
            Assert.Equal(fold.Test.Order(), fold.Test);
            Assert.Equal(fold.Train.Order(), fold.Train);
            Assert.InRange(fold.Test.Count, count / nSplits, (count / nSplits) + 1);
        });
    }

    [Fact]
    public void A_seed_repeats_the_shuffling()
    {
        int[] Tests(KFold folds) => [.. folds.Split(50).SelectMany(fold => fold.Test)];
        Assert.Equal(Tests(new KFold(5) { Shuffle = true, Seed = 3 }), Tests(new KFold(5) { Shuffle = true, Seed = 3 }));
        Assert.NotEqual(Tests(new KFold(5) { Shuffle = true, Seed = 3 }), Tests(new KFold(5) { Shuffle = true, Seed = 4 }));
        Assert.NotEqual(Tests(new KFold(5)), Tests(new KFold(5) { Shuffle = true, Seed = 3 }));
    }

    // The example of scikit-learn's documentation: y = 0, 0, 1, 1 in two folds.
    [Fact]
    public void Classes_are_dealt_in_order()
    {
        IReadOnlyList<Fold> folds = new StratifiedKFold(2).Split((int[])[0, 0, 1, 1]);
        Assert.Equal([0, 2], folds[0].Test);
        Assert.Equal([1, 3], folds[1].Test);
        Assert.Equal([1, 3], folds[0].Train);
    }

    // Five of class 7 and six of class 3 in three folds. Dealt like cards, 7 7 7 7 7 3 3 3 3 3 3 by turns: fold 0 gets 2 and 2, fold 1 2 and 2, fold 2 1 and 2.
    [Fact]
    public void Uneven_classes_are_dealt_like_cards()
    {
        IReadOnlyList<Fold> folds = new StratifiedKFold(3).Split((int[])[7, 3, 7, 3, 7, 3, 7, 3, 7, 3, 3]);
        Assert.Equal([0, 1, 2, 3], folds[0].Test);
        Assert.Equal([4, 5, 6, 7], folds[1].Test);
        Assert.Equal([8, 9, 10], folds[2].Test);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_fold_has_its_share_of_every_class(bool shuffle)
    {
        int[] classes = [.. Enumerable.Range(0, 103).Select(i => i * i % 7 % 4)];
        IReadOnlyList<Fold> folds = new StratifiedKFold(4) { Shuffle = shuffle }.Split(classes);
        Assert.Equal(Enumerable.Range(0, 103), folds.SelectMany(fold => fold.Test).Order());
        foreach (int label in classes.Distinct())
        {
            int[] counts = [.. folds.Select(fold => fold.Test.Count(i => classes[i] == label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
        Assert.InRange(folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count), 0, 1);
    }

    [Fact]
    public void One_hot_rows_are_classes_too()
    {
        IReadOnlyList<Fold> indices = new StratifiedKFold(2).Split(SmallData.Classes), rows = new StratifiedKFold(2).Split(SmallData.OneHot);
        Assert.Equal(indices[0].Test, rows[0].Test);
    }

    [Fact]
    public void A_class_with_fewer_samples_than_folds_is_warned_of()
    {
        using var heard = new HeardWarnings();
        new StratifiedKFold(3).Split((int[])[0, 0, 0, 0, 1]);
        Assert.Equal("sparse-class", Assert.Single(heard.All).Id);
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KFold(1));
        Assert.Contains("at least as many samples as folds, 5; got 4", Assert.Throws<ArgumentException>(() => new KFold(5).Split(4)).Message);
        Assert.Contains("together with Shuffle", Assert.Throws<ArgumentException>(() => new KFold(5) { Seed = 1 }.Split(9)).Message);
        Assert.Contains("a class with at least", Assert.Throws<ArgumentException>(() => new StratifiedKFold(3).Split((int[])[0, 1, 2])).Message);
        Assert.Contains("got 0.5 for sample 1", Assert.Throws<ArgumentException>(() => new StratifiedKFold(2).Split((float[])[0, 0.5f, 1, 1])).Message);
    }

    [Fact]
    public void Rows_are_views_of_samples()
    {
        Samples x = SmallData.X;
        Samples some = x.Rows([20, 3, 3]);
        float[] numbers = new float[12], all = SmallData.X.ToArray();
        some.Copy(0, 3, numbers);
        Assert.Equal([.. all[80..84], .. all[12..16], .. all[12..16]], numbers);
        Array.Clear(numbers);
        some.Rows([2, 0]).Gather([1, 0], numbers.AsSpan(0, 8));
        Assert.Equal([.. all[80..84], .. all[12..16]], numbers[..8]);
        Assert.Contains("samples 0 … 21", Assert.Throws<ArgumentOutOfRangeException>(() => x.Rows([22])).Message);
    }
}
