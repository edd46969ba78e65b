using Keratin.Callbacks;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Selection;
using Keratin.Tests.Models;

namespace Keratin.Tests.Selection;

[Collection(nameof(Alone))]
public class CrossValidationTests
{
    // ŷ = x with a rate of 0, so each fold's loss is the mean square of y - x: 0, 1; 4, 9; 16 for three folds of 5 = 2 + 2 + 1.
    [Fact]
    public void Values_means_and_deviations()
    {
        CrossValidationResult result = new CrossValidation(() => Slope(0)) { Folds = new KFold(3), Verbose = 0 }.Run(
            new float[,] { { 1 }, { 1 }, { 1 }, { 1 }, { 1 } }, new float[,] { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } });
        Assert.Equal([0.5f, 6.5f, 16], result["loss"]);
        Assert.Equal(23 / 3.0, result.Mean("loss"), 1e-9);
        // Deviations from 23/3: -43/6, -7/6, 25/3; squares add up to (1849 + 49 + 2500)/36, divided by 3.
        Assert.Equal(Math.Sqrt(4398 / 108.0), result.Std("loss"), 1e-6);
        Assert.Equal(["loss", "mse"], result.Names);
        Assert.Equal(
            """
             fold  train  test     loss      mse
                1      3     2   0.5000   0.5000
                2      3     2   6.5000   6.5000
                3      4     1  16.0000  16.0000
             mean                7.6667   7.6667
            ± std                6.3814   6.3814

            """,
            result.ToString());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_disturbs_nobody()
    {
        Utils.SetRandomSeed(1);
        ulong next = RandomSeed.Next();
        Utils.SetRandomSeed(1);
        CrossValidationResult one = Run(7), same = Run(7), other = Run(8);
        Assert.Equal(next, RandomSeed.Next());
        Assert.Equal(one["loss"], same["loss"]);
        Assert.NotEqual(one["loss"], other["loss"]);
        Assert.Equal((7, 3), (one.Seed, one.Folds.Count));
        // Any fold can be repeated.
        Utils.SetRandomSeed(7 + 2);
        Model model = Net();
        Fold fold = one.Folds[2].Fold;
        model.Fit(fold.TrainOf(SmallData.X), fold.TrainOf(SmallData.Classes), batchSize: 8, epochs: 2, verbose: 0);
        Assert.Equal(one["loss"][2], model.Evaluate(fold.TestOf(SmallData.X), fold.TestOf(SmallData.Classes), batchSize: 8, verbose: 0).Loss);

        static CrossValidationResult Run(long seed) =>
            new CrossValidation(Net) { Folds = new StratifiedKFold(3), Epochs = 2, BatchSize = 8, Seed = seed, Verbose = 0 }.Run(SmallData.X, SmallData.Classes);
    }

    [Fact]
    public void Each_fold_has_its_history_and_may_validate()
    {
        List<int> folds = [];
        CrossValidationResult result = new CrossValidation(Net)
        {
            Folds = new KFold(2),
            Epochs = 2,
            ValidateEachEpoch = true,
            Verbose = 0,
            Callbacks = fold => [new LambdaCallback(onTrainBegin: _ => folds.Add(fold.Number))],
        }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal([0, 1], folds);
        Assert.All(result.Folds, fold => Assert.Equal(fold.Evaluation.Loss, fold.History["val_loss"][^1]));
    }

    [Fact]
    public void It_says_how_far_it_is()
    {
        using var text = new StringWriter();
        new CrossValidation(() => Slope(0)) { Folds = new KFold(2), Output = text }.Run(new float[,] { { 1 }, { 1 } }, new float[,] { { 1 }, { 2 } });
        Assert.Equal("fold 1/2 - loss: 0.0000e+00 - mse: 0.0000e+00\nfold 2/2 - loss: 1.0000 - mse: 1.0000\n", text.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Factories_that_give_no_new_models_are_refused()
    {
        Model once = Net();
        Assert.Contains("a new model at each call", Refused(() => once));
        Assert.Contains("expected a compiled model", Refused(SmallNet.Listed));
        Assert.Contains("got null", Refused(() => null!));

        static string Refused(Func<Model> factory) =>
            Assert.Throws<InvalidOperationException>(() => new CrossValidation(factory) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes)).Message;
    }

    [Fact]
    public void It_can_be_cancelled() => Assert.Throws<OperationCanceledException>(() =>
        new CrossValidation(Net) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes, new CancellationToken(canceled: true)));

    private static Model Net()
    {
        Model model = SmallNet.Listed();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    private static Sequential Slope(float rate)
    {
        var model = new Sequential { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };
        model.Compile(new SGD(rate), "mse", ["mse"]);
        return model;
    }
}
