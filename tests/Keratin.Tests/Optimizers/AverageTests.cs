using Keratin.Optimizers;
using static Keratin.Tests.Optimizers.OptimizerSteps;

namespace Keratin.Tests.Optimizers;

/// <summary>Moving averages of weights, loss scaling, and what else surrounds a formula.</summary>
public class AverageTests
{
    // Keras' own numbers: w = (3, 4, 5, 6), ones for gradients, rate 1.
    [Fact]
    public void Every_third_update_takes_the_average()
    {
        Variable weight = Weight([2, 2], 3, 4, 5, 6);
        var optimizer = new SGD(1) { UseEma = true, EmaMomentum = 0.9f, EmaOverwriteFrequency = 3 };
        (float First, float Average)[] expected = [(2, 2), (1, 1.9f), (1.71f, 1.71f)];
        foreach (var (first, average) in expected)
        {
            Take(optimizer, [weight], Numbers.Of([2, 2], 1, 1, 1, 1));
            Numbers.Close([first, first + 1, first + 2, first + 3], weight.Span);
            Numbers.Close([average, average + 1, average + 2, average + 3], optimizer.Averages[0].Span);
        }
    }

    [Fact]
    public void In_the_end_the_weights_are_their_averages()
    {
        Variable weight = Weight([1], 1);
        var optimizer = new SGD(0.25f) { UseEma = true, EmaMomentum = 0.5f };
        optimizer.FinalizeVariableValues();
        Assert.Equal(1, weight.Span[0]);
        Take(optimizer, [weight], Numbers.Of([1], 1));
        Take(optimizer, [weight], Numbers.Of([1], 1));
        optimizer.FinalizeVariableValues();
        Assert.Equal(0.625f, weight.Span[0]); // ½·0.75 + ½·0.5
    }

    [Fact]
    public void A_scaled_loss_gives_the_same_step()
    {
        var optimizer = new SGD(1) { LossScaleFactor = 1024 };
        Assert.Equal([1024f], Step.Run(optimizer.ScaleLoss, Numbers.Of([1], 1)));
        Assert.Equal([1f], Step.Run(new SGD(1).ScaleLoss, Numbers.Of([1], 1)));
        Variable weight = Weight([2], 1, 2);
        Take(optimizer, [weight], Numbers.Of([2], 1024, 2048));
        Assert.Equal([0f, 0], weight.Span.ToArray());
    }

    [Fact]
    public void A_constraint_holds_after_each_step_and_the_average_is_of_what_was_before()
    {
        var weight = new Variable("w", [2]) { Constraint = value => value.Maximum(Keratin.Ops.Constant(0)) };
        weight.Assign([1, 1]);
        var optimizer = new SGD(1) { UseEma = true };
        Take(optimizer, [weight], Numbers.Of([2], 3, 0.5f));
        Assert.Equal([0f, 0.5f], weight.Span.ToArray());
        Assert.Equal([-2f, 0.5f], optimizer.Averages[0].Span.ToArray());
        // Where gradients are accumulated, at every batch.
        weight.Assign([-1, 1]);
        Take(new SGD(1) { GradientAccumulationSteps = 2 }, [weight], Numbers.Of([2], 0, 0));
        Assert.Equal([0f, 1], weight.Span.ToArray());
    }

    [Fact]
    public void A_norm_that_is_infinite_leaves_no_number()
    {
        Variable a = Weight([1], 1), b = Weight([1], 1);
        Take(new SGD(1) { GlobalClipNorm = 1 }, [a, b], Numbers.Of([1], float.PositiveInfinity), Numbers.Of([1], 1));
        Assert.Equal([float.NaN, float.NaN], [a.Span[0], b.Span[0]]);
    }

    [Fact]
    public void Clipping_at_zero_is_none()
    {
        foreach (SGD optimizer in (SGD[])[new SGD(1) { ClipNorm = 0 }, new SGD(1) { GlobalClipNorm = 0 }, new SGD(1) { ClipValue = 0 }])
            Assert.Equal([-2f], Walk(optimizer, 3));
    }

    [Fact]
    public void Some_of_the_weights_may_take_a_step()
    {
        Variable a = Weight([1], 1), b = Weight([2], 1, 1);
        var optimizer = new SGD(1, momentum: 0.5f);
        optimizer.Build([a, b]);
        Take(optimizer, [b], Numbers.Of([2], 1, 2));
        Take(optimizer, [b], Numbers.Of([2], 0, 0));
        Assert.Equal([1f, -0.5f, -2], [.. a.Span, .. b.Span]); // 1 - 1 - ½, 1 - 2 - 1
        var error = Assert.Throws<InvalidOperationException>(() => Take(optimizer, [Weight([1], 0)], Numbers.Of([1], 0)));
        Assert.StartsWith("SGD: expected the weights it was built for; got others.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_weights_nothing_but_the_count_changes()
    {
        var optimizer = new Adam();
        Take(optimizer, []);
        Assert.Empty(optimizer.Slots);
    }

    [Fact]
    public void Each_weight_needs_a_gradient()
    {
        var error = Assert.Throws<ArgumentException>(() => Take(new SGD(), [Weight([1], 0)]));
        Assert.StartsWith("SGD: expected a gradient for each of 1 weights; got 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_excluded_from_decay_before_the_first_step()
    {
        var optimizer = new AdamW();
        Walk(optimizer, 1);
        var error = Assert.Throws<InvalidOperationException>(() => optimizer.ExcludeFromWeightDecay(names: ["bias"]));
        Assert.Equal("AdamW: expected ExcludeFromWeightDecay before the first step; got it after one.", error.Message);
    }
}
