using Keratin.Activations;
using Keratin.Graph.Transforms;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Models;

public class LimitTests
{
    private static readonly float[,] s_x = { { 1 }, { 2 }, { 3 }, { 4 } };

    [Fact]
    public void A_batch_larger_than_the_data_is_all_of_them()
    {
        Sequential model = [new Input(1), new Dense(1)];
        model.Compile("sgd", "mse", ["mse"]);
        model.Fit(s_x, s_x, batchSize: int.MaxValue, validationSplit: 0.25f, verbose: 0);
        Assert.Equal([4, 1], model.Predict(s_x, batchSize: int.MaxValue).Shape());
        Assert.Equal(model.Evaluate(s_x, s_x, verbose: 0).Loss, model.Evaluate(s_x, s_x, batchSize: int.MaxValue, verbose: 0).Loss);
    }

    [Fact]
    public void An_optimizer_serves_one_model()
    {
        var optimizer = new Adam();
        Sequential first = [new Input(1), new Dense(1)], second = [new Input(1), new Dense(1)];
        first.Compile(optimizer, "mse");
        second.Compile(optimizer, "mse");
        first.Fit(s_x, s_x, verbose: 0);
        var error = Assert.Throws<InvalidOperationException>(() => second.Fit(s_x, s_x, verbose: 0));
        Assert.Contains("compile with a new optimizer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_train_is_nothing_to_clip()
    {
        Sequential model = [new Input(1), new Flatten()];
        model.Compile(new SGD { GlobalClipNorm = 1 }, "mse");
        model.Fit(s_x, s_x, verbose: 0);
        Assert.Equal(1, model.Optimizer!.Iterations.Span[0]);
    }

    [Fact]
    public void A_momentum_that_is_no_share_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization { Momentum = 1e30f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { EmaMomentum = float.NaN });
    }

    [Fact]
    public void Softplus_rises_with_one_half_at_zero()
    {
        KerasTensor x = Ops.Input([3]);
        KerasTensor slope = Gradients.Of(ActivationFunction.Named("softplus").Apply(x), x)[0];
        // The sigmoid: 1 / (1 + e), 1 / 2, e / (1 + e).
        float[] got = slope.Evaluate((x, Tensor.Create<float>([-1, 0, 1]))).ToArray();
        Engine.AssertClose([0.26894142f, 0.5f, 0.7310586f], got, 1e-6, "softplus'");
    }
}
