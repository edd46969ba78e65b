using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;
using Keratin.Selection;
using Keratin.Tests.Models;
using Keratin.Visualization;

namespace Keratin.Tests.Selection;

[Collection(nameof(Alone))]
public class LearningRateFinderTests
{
    // β = ½: sums 2, 2, 3 of which 1 - βⁿ = ½, ¾, ⅞ is there: 4, 8/3, 24/7.
    [Fact]
    public void Losses_are_smoothed_as_if_there_had_been_nothing_before()
    {
        var curve = new LearningRateCurve([1, 2, 3], [4, 2, 4], 0.5);
        Assert.Equal([4, 8 / 3.0, 24 / 7.0], curve.Smoothed.Select(value => Math.Round(value, 12)).ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Null(curve.Suggestion);
    }

    // Unsmoothed; flat for 12 steps, then falling by 1, 2, 3, 1 and rising. The central difference is the largest around the fall by 3: (2 + 3)/2 at 14 and
    // (3 + 1)/2 at 15.
    [Fact]
    public void The_suggestion_is_where_the_loss_falls_fastest()
    {
        double[] losses = [.. Enumerable.Repeat(10.0, 12), 9, 7, 4, 3, 5, 9];
        double[] rates = [.. losses.Select((_, i) => Math.Pow(10, i - 10))];
        var curve = new LearningRateCurve(rates, losses, 0);
        Assert.Equal(rates[13], curve.Suggestion);
        Assert.Equal(7, curve.SuggestionLoss);
        Assert.Equal(rates[15], curve.Lowest);
    }

    // One weight on x = 1, y = 0 with w = 1: the loss of step i is w², then w ← w·(1 - 2·rate).
    [Fact]
    public void Rates_grow_by_the_same_factor_and_each_step_trains()
    {
        var model = new Sequential { new Input(1), new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) } };
        model.Compile(new SGD(0.5f), "mse");
        LearningRateCurve curve = new LearningRateFinder(model) { MinRate = 0.001, MaxRate = 0.1, Steps = 3, Smoothing = 0 }.Run(new float[,] { { 1 } }, new float[,] { { 0 } });
        Assert.Equal([0.001, 0.01, 0.1], curve.Rates, (a, b) => Math.Abs(a - b) < 1e-12);
        float second = 0.998f * 0.998f, third = 0.998f * 0.98f * 0.998f * 0.98f;
        Numbers.Close([1, second, third], [.. curve.Losses.Select(loss => (float)loss)]);
    }

    [Fact]
    public void The_model_is_afterwards_what_it_was()
    {
        Utils.SetRandomSeed(3);
        Model model = Net(), other = Net();
        other.SetWeights(model.GetWeights());
        model.Fit(SmallData.X, SmallData.Classes, verbose: 0);
        float[][] before = [.. State(model)];
        new LearningRateFinder(model) { BatchSize = 8, MaxRate = 10, Seed = 1 }.Run(SmallData.X, SmallData.Classes);
        float[][] after = [.. State(model)];
        for (int i = 0; i < before.Length; i++)
            Numbers.SameBits(before[i], after[i]);
        // Also one that has not made a step: then it trains as one that was never tried.
        Utils.SetRandomSeed(4);
        Model tried = Net();
        new LearningRateFinder(tried) { Steps = 20, Seed = 1 }.Run(SmallData.X, SmallData.Classes);
        History(tried, 5);
        Utils.SetRandomSeed(4);
        Model untried = Net();
        History(untried, 5);
        Numbers.SameBits(untried.Weights[0].Span, tried.Weights[0].Span);

        static void History(Model net, long seed)
        {
            Utils.SetRandomSeed(seed);
            net.Fit(SmallData.X, SmallData.Classes, batchSize: 8, epochs: 2, verbose: 0);
        }

        static IEnumerable<float[]> State(Model net) =>
            net.Weights.Concat(net.Optimizer!.Slots).Append(net.Optimizer.Iterations).Append(net.Optimizer.LearningRateVariable).Select(variable => variable.Span.ToArray());
    }

    [Fact]
    public void It_ends_early_where_the_loss_runs_away()
    {
        LearningRateCurve curve = new LearningRateFinder(Net("sgd")) { MinRate = 1e-3, MaxRate = 1e8, Seed = 1, BatchSize = 8, Smoothing = 0.5f }.Run(SmallData.X, SmallData.Classes);
        Assert.InRange(curve.Rates.Count, 5, 99);
        Assert.Equal(curve.Rates.Count, curve.Losses.Count);
    }

    [Fact]
    public void A_seed_repeats_it()
    {
        Model model = Net();
        LearningRateCurve Run(long seed) => new LearningRateFinder(model) { BatchSize = 8, Seed = seed, Steps = 30 }.Run(SmallData.X, SmallData.Classes);
        Assert.Equal(Run(1).Losses, Run(1).Losses);
        Assert.NotEqual(Run(1).Losses, Run(2).Losses);
    }

    [Fact]
    public void Its_points_can_be_drawn()
    {
        LearningRateCurve curve = new LearningRateFinder(Net()) { Seed = 1 }.Run(SmallData.X, SmallData.Classes);
        string svg = new LineChart(new LineSeries("loss", curve.Rates, curve.Smoothed)) { IsLogX = true, XLabel = "learning rate", YLabel = "loss" }.ToSvg();
        Assert.Contains("1e-8", svg);
        Assert.DoesNotContain("NaN", svg);
    }

    [Fact]
    public void What_cannot_be_tried_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new LearningRateFinder(Net()) { MinRate = 1, MaxRate = 1 }.Run(SmallData.X, SmallData.Classes));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateFinder(Net()) { MinRate = 0 });
        Assert.Contains("call Compile", Assert.Throws<InvalidOperationException>(() => new LearningRateFinder(SmallNet.Listed()).Run(SmallData.X, SmallData.Classes)).Message);
        Assert.Throws<OperationCanceledException>(() => new LearningRateFinder(Net()).Run(SmallData.X, SmallData.Classes, new CancellationToken(canceled: true)));
    }

    private static Model Net(string optimizer = "adam")
    {
        Model model = SmallNet.Listed();
        model.Compile(optimizer, "sparse_categorical_crossentropy");
        return model;
    }
}
