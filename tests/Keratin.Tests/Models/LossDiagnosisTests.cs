using Keratin.Callbacks;
using Keratin.Data;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Models;

/// <summary>A loss that is no longer finite says in which layer that began, and why.</summary>
[Collection(nameof(Alone))]
public sealed class LossDiagnosisTests : IDisposable
{
    private readonly HeardWarnings _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public void A_learning_rate_that_is_much_too_large()
    {
        // Each update multiplies the weights by about the rate until a product overflows.
        Sequential model = Net();
        model.Compile(new SGD(1e6f), "mse");
        model.Fit(SmallData.X, SmallData.OneHot, batchSize: 8, epochs: 20, verbose: 0, shuffle: false);
        string message = Message();
        Assert.StartsWith("the loss became ", message);
        Assert.Contains("(learning rate 1E+06)", message);
        Assert.Contains("Cause: weights.", message);
        Assert.Contains("A smaller learning rate usually helps", message);
    }

    // The first product of weights that have grown overflows in the first layer whose inputs and weights are large enough: found by a plain forward pass.
    [Fact]
    public void The_layer_is_the_first_whose_output_overflowed()
    {
        Sequential model = Net();
        model.Layers[0].Weights[0].Span.Fill(1e30f);
        model.Layers[1].Weights[0].Span.Fill(1e10f);
        model.Compile(new SGD(0), "mse");
        model.Fit(Numbers.Of([2, 4], [1, 1, 1, 1, 1, 1, 1, 1]), Numbers.Of([2, 3], new float[6]), verbose: 0);
        Assert.Contains("the first output that is not finite is that of Dense 'second'. Cause: weights. The model's weights have grown to 1E+30", Message());
    }

    [Fact]
    public void Samples_that_are_not_finite()
    {
        Tensor<float> x = SmallData.X.ToArray().ToTensor([SmallData.Count, 4]);
        x[10, 2] = float.NaN;
        Sequential model = Net();
        model.Compile("adam", "mse");
        model.Fit(x, SmallData.OneHot, batchSize: 8, verbose: 0, shuffle: false);
        string message = Message();
        Assert.StartsWith("the loss became NaN in epoch 1, batch 2", message);
        Assert.Contains("that of Dense 'first'. Cause: inputs. The samples of the batch hold 1 number that is not finite, the first in sample 3.", message);
    }

    [Fact]
    public void Targets_that_are_not_finite()
    {
        Tensor<float> y = SmallData.OneHot.ToArray().ToTensor([SmallData.Count, 3]);
        y[4, 1] = float.PositiveInfinity;
        Sequential model = Net();
        model.Compile("adam", "mse");
        model.Fit(SmallData.X, y, batchSize: 8, verbose: 0, shuffle: false);
        Assert.Contains("batch 1 (learning rate 0.001): all layers' outputs are finite. Cause: targets. They hold 1 number that is not finite, the first in sample 5", Message());
    }

    [Fact]
    public void Weights_that_were_not_finite_from_the_beginning()
    {
        Sequential model = Net();
        model.Layers[1].Weights[1].Span[0] = float.NaN;
        model.Compile("adam", "mse");
        model.Fit(SmallData.X, SmallData.OneHot, verbose: 0);
        Assert.Contains("that of Dense 'second'. Cause: weights. They were not finite before the first step (bias).", Message());
    }

    // √0 is 0, but its gradient is infinite: the loss of the first batch is finite, and after its update the weights are not.
    [Fact]
    public void Gradients_that_are_not_finite()
    {
        var first = new Dense(1) { Name = "first", UseBias = false, KernelInitializer = new Constant(1) };
        KerasTensor x = new Input(1);
        var model = new Model(x, first.Apply(x).Sqrt());
        model.Compile(new SGD(0.1f), "mse");
        model.Fit(new float[,] { { 0 }, { 1 } }, new float[,] { { 1 }, { 1 } }, batchSize: 1, verbose: 0, shuffle: false);
        Assert.Contains("batch 2 (learning rate 0.1): the first output that is not finite is that of Dense 'first'. Cause: gradients. The update after the batch before left its weights not finite (kernel). The loss was 1 a batch before.", Message());
    }

    [Fact]
    public void A_layer_that_divides_by_nothing()
    {
        var model = new Sequential { new Input(4), new Inverse { Name = "inverse" }, new Dense(3) };
        model.Compile("adam", "mse");
        model.Fit(Numbers.Of([1, 4], 0, 1, 1, 1), Numbers.Of([1, 3], 1, 1, 1), verbose: 0);
        Assert.Contains("that of Inverse 'inverse'. Cause: the layer itself", Message());
    }

    // What is inside a model within the model is named, not the model around it.
    [Fact]
    public void Layers_of_nested_and_own_models_are_found()
    {
        Sequential inner = Net();
        inner.Layers[1].Weights[0].Span.Fill(float.NaN);
        var model = new Sequential { new Input(4), inner, new Dense(3) };
        model.Compile("adam", "mse");
        model.Fit(SmallData.X, SmallData.OneHot, verbose: 0);
        Assert.Contains("Dense 'second'", Message());
    }

    [Fact]
    public void Sequences_are_looked_into_too()
    {
        Sequential model = Net();
        model.Compile(new SGD(1e6f), "mse");
        model.Fit(Batch.Split(SmallData.X, SmallData.OneHot, 8), epochs: 20, verbose: 0);
        Assert.Contains("Cause: weights.", Message());
    }

    // It is said once, the weights are those of training, and the history the same as without anybody listening.
    [Fact]
    public void Looking_changes_nothing()
    {
        Sequential model = Net(), other = Net();
        other.SetWeights(model.GetWeights());
        History heard = Train(model);
        Assert.Single(_heard.All);
        Warnings.Handler = null;
        History unheard = Train(other);
        Assert.Equal(unheard.ToCsv(), heard.ToCsv());
        for (int i = 0; i < model.Weights.Count; i++)
            Numbers.SameBits(model.Weights[i].Span, other.Weights[i].Span);

        static History Train(Sequential net)
        {
            net.Compile(new SGD(1e6f), "mse");
            return net.Fit(SmallData.X, SmallData.OneHot, batchSize: 8, epochs: 3, verbose: 0, shuffle: false);
        }
    }

    private string Message()
    {
        Warning warning = Assert.Single(_heard.All);
        Assert.Equal("loss-not-finite", warning.Id);
        return warning.Message;
    }

    private static Sequential Net() => new([new Input(4), new Dense(8) { Name = "first" }, new Dense(3) { Name = "second" }]);

    private sealed class Inverse : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) => 1 / x;
    }
}
