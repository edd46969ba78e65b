using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Layers;
using Keratin.Losses;
using Keratin.Models;

namespace Keratin.Tests.Models;

public class NamedDataTests
{
    private static readonly Tensor<float> s_a = Numbers.Wave([6, 2]), s_b = Numbers.Wave([6, 3]), s_p = Numbers.Wave([6, 1]), s_q = Numbers.Wave([6, 2]);

    private static Model Make()
    {
        KerasTensor a = new Input(2) { Name = "a" }, b = new Input(3) { Name = "b" };
        KerasTensor z = new Concatenate().Apply(a, b);
        var model = new Model(
            [a, b], [new Dense(1) { Name = "p", KernelInitializer = "ones" }.Apply(z), new Dense(2) { Name = "q", KernelInitializer = "ones" }.Apply(z)]);
        model.Compile("sgd", ["mse", "mse"]);
        return model;
    }

    [Fact]
    public void Names_say_what_the_order_of_lists_says()
    {
        Model byName = Make(), byOrder = Make();
        Assert.Equal(["a", "b"], byName.InputNames);
        Dictionary<string, Samples> x = new() { ["b"] = s_b, ["a"] = s_a }, y = new() { ["q"] = s_q, ["p"] = s_p };
        History named = byName.Fit(x, y, epochs: 2, shuffle: false, verbose: 0);
        History ordered = byOrder.Fit([s_a, s_b], [s_p, s_q], epochs: 2, shuffle: false, verbose: 0);
        Assert.Equal(ordered["loss"], named["loss"]);
        Assert.Equal(byOrder.Evaluate([s_a, s_b], [s_p, s_q], verbose: 0).Loss, byName.Evaluate(x, y, verbose: 0).Loss);
        Numbers.SameBits(byOrder.PredictAll([s_a, s_b])[1].ToArray(), byName.PredictAll(x)[1].ToArray());
    }

    [Fact]
    public void An_output_without_a_loss_needs_no_targets_and_one_without_weights_counts_all_alike()
    {
        Dictionary<string, Samples> x = new() { ["b"] = s_b, ["a"] = s_a };
        Model model = Make();
        model.Compile("sgd", new Dictionary<string, Loss> { ["q"] = "mse" });
        model.Fit(x, new Dictionary<string, Samples> { ["q"] = s_q }, verbose: 0);
        Model weighted = Make(), listed = Make();
        float[] w = [1, 2, 3, 4, 5, 6];
        Dictionary<string, Samples> y = new() { ["q"] = s_q, ["p"] = s_p };
        Assert.Equal(
            listed.Fit([s_a, s_b], [s_p, s_q], sampleWeight: [w, new float[] { 1, 1, 1, 1, 1, 1 }], shuffle: false, verbose: 0)["loss"],
            weighted.Fit(x, y, sampleWeight: new Dictionary<string, Samples> { ["p"] = w }, shuffle: false, verbose: 0)["loss"]);
    }

    [Fact]
    public void Wrong_and_missing_names_are_told()
    {
        Model model = Make();
        Dictionary<string, Samples> x = new() { ["b"] = s_b, ["a"] = s_a };
        Assert.Contains("inputs, a, b; got 'c'", Message(() => model.Fit(new Dictionary<string, Samples> { ["c"] = s_b })), StringComparison.Ordinal);
        Assert.Contains("got none for 'a'", Message(() => model.Fit(new Dictionary<string, Samples> { ["b"] = s_b })), StringComparison.Ordinal);
        Assert.Contains("p, q; got none for 'q'", Message(() => model.Fit(x, new Dictionary<string, Samples> { ["p"] = s_p })), StringComparison.Ordinal);
        Assert.Contains("outputs, p, q; got 'r'", Message(() => model.Fit(x, new Dictionary<string, Samples> { ["r"] = s_p })), StringComparison.Ordinal);

        static string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
    }
}
