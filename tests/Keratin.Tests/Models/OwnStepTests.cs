using Keratin.Callbacks;
using Keratin.Graph.Transforms;
using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Tests.Models;

public class OwnStepTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([2, 1], 1, 2);

    [Fact]
    public void Two_optimizers_and_two_losses_by_hand()
    {
        var model = new Duel();
        model.CompileDuel(new SGD(0.1f), new SGD(0.01f));
        History history = model.Fit(s_x, epochs: 2, verbose: 0);
        // a: loss mean((a·x - 4)²): residuals -3, -2; gradient 2·(-3 - 4)/2 = -7, a = 1.7. Then b sees the new a:
        // loss mean((b·a·x)²) = b²·a²·2.5: gradient 5·b·a² = 5·2.89 = 14.45, b = 1 - 0.1445.
        Assert.Equal(["a", "b"], history.Keys);
        Assert.Equal([6.5f], history["a"].Take(1));
        Assert.Equal(2.5f * 2.89f, history["b"][0], 1e-5f);
        Assert.Equal(2, model.Layers.Count);
        var once = new Duel();
        once.CompileDuel(new SGD(0.1f), new SGD(0.01f));
        once.TrainOnBatch(s_x);
        Numbers.Close([1.7f], once.Layers[0].Weights[0].Span);
        Numbers.Close([1 - 0.1445f], once.Layers[1].Weights[0].Span);
        // It has no Call and no step of evaluation.
        Assert.ThrowsAny<NotSupportedException>(() => model.Evaluate(s_x, verbose: 0));
    }

    // A conditional GAN: a model that is nothing to be asked, with labels.
    [Fact]
    public void A_model_without_Call_takes_targets_in_its_step()
    {
        var model = new Conditional();
        model.CompileAlone();
        Assert.Equal([3f], model.Fit(s_x, Numbers.Of([2, 1], 2, 4), verbose: 0)["mean_of_y"]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => model.Fit(s_x, verbose: 0));
        Assert.Contains("StepData.Y[0]: expected one that was given", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_of_ones_own_asks_for_what_layers_added()
    {
        var model = new Sequential { new Input(1), new Dense(1) { KernelInitializer = "ones", KernelRegularizer = new Keratin.Regularizers.L2(0.5f) } };
        var other = new Sequential { new Input(1), new Dense(1) { KernelInitializer = "ones", KernelRegularizer = new Keratin.Regularizers.L2(2) } };
        var step = new TracedFunction(inputs =>
        {
            other.Apply(model.Apply(inputs[0]));
            return [model.AddedLosses[0], other.AddedLosses[0], Ops.Constant(model.AddedLosses.Count)];
        });
        Assert.Equal([0.5f, 2, 1], step.Call(s_x).Select(result => result[0]));
        Assert.Empty(model.AddedLosses);
    }

    [Fact]
    public void A_call_that_gives_null_is_told_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Empty().Apply(new Input(2)));
        Assert.Contains("Empty 'empty", error.Message, StringComparison.Ordinal);
        Assert.Contains("expected a tensor; got null", error.Message, StringComparison.Ordinal);
    }

    private sealed class Empty : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training) => null!;
    }

    private sealed class Conditional : Model
    {
        private readonly Mean _mean;

        public Conditional() => _mean = TrackMetric(new Mean("mean_of_y"));

        public void CompileAlone() => Compile();

        protected internal override void TrainStep(StepData data) => _mean.Update(data.Y[0].Mean());
    }

    // A generator's step goes through a discriminator that has just been updated with what the generator gave: that update is no part of the gradient.
    [Fact]
    public void Updated_weights_are_constants_for_gradients()
    {
        Variable a = new("a", [1]), b = new("b", [1]);
        a.Assign([1f]);
        b.Assign([1f]);
        Optimizer first = new SGD(0.1f), second = new SGD(0.1f);
        var step = new TracedFunction(inputs =>
        {
            // Residuals 0 and 1: gradient (0 + 2·1·2)/2 = 2, b = 0.8.
            KerasTensor told = ((inputs[0] * a * b) - 1).Square().Mean();
            first.Apply(Gradients.Of(told, [b]), [b]);
            // With that b: 2·a·b²·mean(x²) = 2·0.64·2.5 = 3.2, a = 0.68.
            KerasTensor fooled = (inputs[0] * a * b).Square().Mean();
            second.Apply(Gradients.Of(fooled, [a]), [a]);
            return [told, fooled];
        });
        step.Call(s_x);
        Numbers.Close([0.8f], b.Span);
        Numbers.Close([0.68f], a.Span);
    }

    [Fact]
    public void The_usual_step_may_be_changed_in_part()
    {
        // Keras' example: the step of the base, and something counted besides.
        var model = new Counting();
        model.Compile(new SGD(0.1f), "mse");
        History history = model.Fit(s_x, Numbers.Of([2, 1], 3, 6), verbose: 0);
        Assert.Equal(["largest", "loss"], history.Keys);
        Assert.Equal([6f], history["largest"]);
        Assert.Equal("loss: 0.0000e+00", model.Evaluate(Numbers.Of([1, 1], 1), Numbers.Of([1, 1], 2), verbose: 0).ToString());
    }

    [Fact]
    public void A_layer_may_add_to_the_loss_and_then_no_other_is_needed()
    {
        KerasTensor x = new Input(1);
        var model = new Model(x, new Shrinking().Apply(new Dense(1) { UseBias = false, KernelInitializer = new Constant(2) }.Apply(x)));
        model.Compile(new SGD(0.1f));
        // Loss: mean of (2x)²·0.5 = (4 + 16)·0.5/2 = 5; gradient w·mean(x²) = 2·2.5.
        History history = model.Fit(s_x, verbose: 0);
        Assert.Equal([5f], history["loss"]);
        Numbers.Close([1.5f], model.Weights[0].Span);
        var nothing = new Sequential { new Input(1), new Dense(1) };
        nothing.Compile("sgd");
        var refused = Assert.Throws<InvalidOperationException>(() => nothing.Fit(s_x, verbose: 0));
        Assert.Contains("AddLoss", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_traced_function_runs_a_step_of_ones_own()
    {
        var weight = new Variable("w", [1]);
        weight.Assign([1f]);
        var optimizer = new SGD(0.1f);
        int traced = 0;
        var step = new TracedFunction(
            inputs =>
            {
                traced++;
                KerasTensor loss = ((inputs[0] * weight) - inputs[1]).Square().Mean();
                optimizer.Apply(Gradients.Of(loss, [weight]), [weight]);
                return [loss];
            },
            training: true);
        Tensor<float> y = Numbers.Of([2, 1], 3, 6);
        Assert.Equal([10f], step.Call(s_x, y)[0].ToArray());
        Numbers.Close([2f], weight.Span);
        Assert.Equal([2.5f], step.Call(s_x, y)[0].ToArray());
        Assert.Equal(1, traced);
        step.Call(Numbers.Of([1, 1], 1), Numbers.Of([1, 1], 1));
        Assert.Equal(2, traced);
    }

    [Fact]
    public void Activities_are_regularized_by_sample()
    {
        // L2 of the outputs over the batch: 0.5·(4 + 16)/2 = 5.
        var model = new Sequential
        {
            new Input(1),
            new Dense(1) { UseBias = false, KernelInitializer = new Constant(2), ActivityRegularizer = new Keratin.Regularizers.L2(0.5f) },
        };
        model.Compile(new SGD(0.1f), "mse");
        Assert.Equal([5f + 10], model.Fit(s_x, Numbers.Of([2, 1], 0, 0), verbose: 0)["loss"]);
    }

    private sealed class Duel : Model
    {
        private readonly Dense _a, _b;
        private readonly Mean _aLoss, _bLoss;
        private Optimizer _aOptimizer = "sgd", _bOptimizer = "sgd";

        public Duel()
        {
            _a = Track(new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) });
            _b = Track(new Dense(1) { UseBias = false, KernelInitializer = new Constant(1) });
            (_aLoss, _bLoss) = (TrackMetric(new Mean("a")), TrackMetric(new Mean("b")));
        }

        public void CompileDuel(Optimizer a, Optimizer b)
        {
            Compile();
            (_aOptimizer, _bOptimizer) = (a, b);
        }

        protected internal override void TrainStep(StepData data)
        {
            KerasTensor first = (_a.Apply(data.X[0]) - 4).Square().Mean();
            _aOptimizer.Apply(Gradients.Of(first, _a.TrainableWeights), _a.TrainableWeights);
            KerasTensor second = _b.Apply(_a.Apply(data.X[0])).Square().Mean();
            _bOptimizer.Apply(Gradients.Of(second, _b.TrainableWeights), _b.TrainableWeights);
            _aLoss.Update(first);
            _bLoss.Update(second);
        }
    }

    private sealed class Counting : Model
    {
        private readonly Dense _dense = new(1) { UseBias = false, KernelInitializer = new Constant(1) };
        private readonly Mean _largest;

        public Counting() => _largest = TrackMetric(new Mean("largest"));

        protected override KerasTensor Call(KerasTensor x, bool training) => _dense.Apply(x);

        protected internal override void TrainStep(StepData data)
        {
            base.TrainStep(data);
            _largest.Update(data.Y[0].Max());
        }
    }

    private sealed class Shrinking : Layer
    {
        protected override KerasTensor Call(KerasTensor x, bool training)
        {
            if (training || x.Shape[0] != Shape.Unknown)
                AddLoss(x.Square().Mean() * 0.5f);
            return x;
        }
    }
}
