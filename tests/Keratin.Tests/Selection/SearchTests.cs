using Keratin.Callbacks;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Selection;
using Keratin.Tests.Models;

namespace Keratin.Tests.Selection;

[Collection(nameof(Alone))]
public class SearchTests
{
    private static readonly Choice<int> s_units = new("units", 4, 8);
    private static readonly Choice<float> s_rate = new("rate", 0.1f, 0.01f, 0.001f);
    private static readonly Choice<string> s_activation = new("activation", "relu", "tanh");

    // w = 1 and one step with rates 0, 0.05, 0.1 on x = 1, y = 0: w² after the first epoch is 1, and the second epoch's loss 1, 0.81, 0.64.
    [Fact]
    public void Trials_are_sorted_best_first()
    {
        var rate = new Choice<float>("rate", 0, 0.1f, 0.05f);
        SearchResult result = new GridSearch(
            trial =>
            {
                var model = new Sequential { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };
                model.Compile(new SGD(trial.Get(rate)), "mse");
                return model;
            }, rate)
        { Epochs = 2, Verbose = 0, TimeProvider = new Clock(), Seed = 9 }.Run(new float[,] { { 1 } }, new float[,] { { 0 } });
        Assert.Equal([0.1f, 0.05f, 0], result.Trials.Select(trial => trial.Get(rate)));
        Numbers.Close([0.64f, 0.81f, 1], [.. result.Trials.Select(trial => trial.Score)]);
        Assert.Equal([1, 1, 0], result.Trials.Select(trial => trial.BestEpoch));
        Assert.Equal(0.1f, result.Best.Get(rate));
        Assert.Equal(("loss", false, 9), (result.Objective, result.IsHigherBetter, result.Seed));
        Assert.Equal(2, result.Best.History["loss"].Count);
        Assert.Equal(
            """
            trial  rate    loss  epoch  seconds
                2   0.1  0.6400      2      0.0
                3  0.05  0.8100      2      0.0
                1     0  1.0000      1      0.0

            """,
            result.ToString());
    }

    [Fact]
    public void A_grid_has_all_combinations_and_the_last_changes_fastest()
    {
        List<string> tried = [];
        new GridSearch(trial => Make(trial, tried), s_units, s_activation) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal(["units 4, activation relu", "units 4, activation tanh", "units 8, activation relu", "units 8, activation tanh"], tried);
    }

    [Fact]
    public void Objectives_get_better_their_own_way()
    {
        SearchResult up = new GridSearch(trial => Make(trial), s_units, s_activation) { Objective = "val_accuracy", Epochs = 3, Verbose = 0, Seed = 1 }
            .Run(SmallData.X, SmallData.Classes, validationSplit: 0.5f);
        Assert.True(up.IsHigherBetter);
        Assert.Equal(up.Trials.Max(trial => trial.Score), up.Best.Score);
        Assert.All(up.Trials, trial => Assert.Equal(trial.History["val_accuracy"].Max(), trial.Score));
        SearchResult down = new GridSearch(trial => Make(trial), s_units, s_activation) { Epochs = 3, Verbose = 0, Seed = 1 }
            .Run(SmallData.X, SmallData.Classes, validationSplit: 0.5f);
        Assert.Equal("val_loss", down.Objective);
        Assert.Equal(down.Trials.Min(trial => trial.Score), down.Best.Score);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_disturbs_nobody()
    {
        Utils.SetRandomSeed(1);
        ulong next = RandomSeed.Next();
        Utils.SetRandomSeed(1);
        SearchResult one = Run(5), same = Run(5);
        Assert.Equal(next, RandomSeed.Next());
        Assert.Equal(one.Trials.Select(trial => trial.Score), same.Trials.Select(trial => trial.Score));
        Assert.Equal($"{one.Trials[0].Trial}", $"{same.Trials[0].Trial}");
        Assert.NotEqual(one.Trials.Select(trial => trial.Score), Run(6).Trials.Select(trial => trial.Score));
        // The best can be trained again.
        Utils.SetRandomSeed(5);
        History again = Make(one.Best.Trial).Fit(SmallData.X, SmallData.Classes, epochs: 2, verbose: 0, batchSize: 8);
        Assert.Equal(one.Best.History.ToCsv(), again.ToCsv());

        static SearchResult Run(long seed) =>
            new RandomSearch(trial => Make(trial), 4, s_units, s_rate, s_activation) { Seed = seed, Epochs = 2, BatchSize = 8, Verbose = 0 }.Run(SmallData.X, SmallData.Classes);
    }

    [Fact]
    public void Random_search_tries_no_combination_twice()
    {
        List<string> tried = [];
        SearchResult some = new RandomSearch(trial => Make(trial, tried), 7, s_units, s_rate, s_activation) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal(7, some.Trials.Count);
        Assert.Equal(7, tried.Distinct().Count());
        tried.Clear();
        new RandomSearch(trial => Make(trial, tried), 99, s_units, s_rate, s_activation) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal(2 * 3 * 2, tried.Distinct().Count());
        Assert.Equal(2 * 3 * 2, tried.Count);
    }

    [Fact]
    public void Ranges_are_drawn_from()
    {
        var rate = new FloatRange("rate", 1e-5f, 1e-1f, isLog: true);
        var width = new IntRange("width", 16, 50, step: 8);
        var dropout = new FloatRange("dropout", 0, 0.5f);
        var random = new RandomStream(1);
        float[] rates = [.. Enumerable.Range(0, 2000).Select(_ => (float)rate.Draw(random))], shares = [.. Enumerable.Range(0, 2000).Select(_ => (float)dropout.Draw(random))];
        int[] widths = [.. Enumerable.Range(0, 500).Select(_ => (int)width.Draw(random))];
        Assert.All(rates, value => Assert.InRange(value, 1e-5f, 1e-1f));
        // Equal ratios are equally likely: half lies below the geometric mean. Four deviations of 2000 tosses are 4.5 %.
        Assert.InRange(rates.Count(value => value < 1e-3f) / 2000.0, 0.455, 0.545);
        Assert.InRange(shares.Count(value => value < 0.25f) / 2000.0, 0.455, 0.545);
        Assert.Equal([16, 24, 32, 40, 48], widths.Distinct().Order());
        SearchResult result = new RandomSearch(trial => Make(trial, rate: rate), 3, s_units, s_activation, rate) { Verbose = 0, Seed = 1 }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal(3, result.Trials.Select(trial => trial.Get(rate)).Distinct().Count());
    }

    [Fact]
    public void Training_may_be_ones_own()
    {
        var batch = new Choice<int>("batch", 2, 11);
        SearchResult result = new GridSearch(trial => Make(trial), s_units, s_activation, batch) { Verbose = 0 }.Run(
            (model, trial) => model.Fit(SmallData.X, SmallData.Classes, batchSize: trial.Get(batch), epochs: trial.Number + 1, verbose: 0));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], result.Trials.Select(trial => trial.History.Epoch.Count).Order());
    }

    [Fact]
    public void Cancelling_keeps_the_finished_trials()
    {
        using var source = new CancellationTokenSource();
        var search = new GridSearch(trial => Make(trial), s_units, s_activation)
        {
            Verbose = 0,
            Callbacks = trial => [new LambdaCallback(onTrainBegin: _ => CancelAt(trial.Number))],
        };
        Assert.Throws<OperationCanceledException>(() => search.Run(SmallData.X, SmallData.Classes, cancellationToken: source.Token));
        Assert.Equal(2, search.Result!.Trials.Count);

        void CancelAt(int trial)
        {
            if (trial == 2)
                source.Cancel();
        }
    }

    [Fact]
    public void It_says_how_far_it_is()
    {
        using var text = new StringWriter();
        new GridSearch(trial => Make(trial), s_units, s_activation) { Output = text, TimeProvider = new Clock() }.Run(SmallData.X, SmallData.Classes);
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("trial 2/4: units 4, activation tanh - loss: ", lines[1]);
        Assert.EndsWith(" - 0.0s", lines[1].TrimEnd());
    }

    [Fact]
    public void What_cannot_be_searched_is_refused()
    {
        var rate = new FloatRange("rate", 0, 1);
        Assert.Contains("got rate", Assert.Throws<ArgumentException>(() => new GridSearch(trial => Make(trial), s_units, rate).Run(SmallData.X, SmallData.Classes)).Message);
        Assert.Contains("'rate' twice", Assert.Throws<ArgumentException>(() => new GridSearch(trial => Make(trial), s_rate, rate)).Message);
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => new GridSearch(trial => Make(trial))).Message);
        Assert.Contains("expected the objective 'val_loss' among the values of the epochs; got accuracy, loss", Assert.Throws<InvalidOperationException>(() =>
            new GridSearch(trial => Make(trial), s_units, s_activation) { Verbose = 0, Objective = "val_loss" }.Run(SmallData.X, SmallData.Classes)).Message);
        Assert.Throws<ArgumentException>(() => new Choice<int>("units"));
        Assert.Throws<ArgumentException>(() => new IntRange("units", 2, 1));
        Assert.Throws<ArgumentException>(() => new FloatRange("rate", 0, 1, isLog: true));
        Assert.Contains("expected one of units; got 'rate'", Assert.Throws<ArgumentException>(() =>
            new GridSearch(trial => Make(trial, rate: rate), s_units) { Verbose = 0 }.Run(SmallData.X, SmallData.Classes)).Message);
    }

    private static Sequential Make(Trial trial, List<string>? tried = null, HyperParameter<float>? rate = null)
    {
        tried?.Add($"{trial}");
        bool hasRate = trial.Values.Any(value => value.Name == "rate");
        var model = new Sequential { new Input(4), new Dense(trial.Get(s_units), trial.Values.Any(value => value.Name == "activation") ? trial.Get(s_activation) : "relu"), new Dropout(0.25f), new Dense(3, "softmax") };
        model.Compile(new Adam(rate is not null ? trial.Get(rate) : hasRate ? trial.Get(s_rate) : 0.01f), "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }
}
