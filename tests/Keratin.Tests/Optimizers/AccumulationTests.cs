using Keratin.Optimizers;
using static Keratin.Tests.Optimizers.OptimizerSteps;

namespace Keratin.Tests.Optimizers;

public class AccumulationTests
{
    // Keras' own numbers: ones for gradients, rate 1, three batches to an update.
    [Fact]
    public void Every_third_batch_updates()
    {
        Variable weight = Weight([2, 2], 1, 2, 3, 4);
        var optimizer = new SGD(1) { GradientAccumulationSteps = 3 };
        (float[] Weight, float Sum, int Batches, int Updates)[] expected =
        [
            ([1, 2, 3, 4], 1, 1, 0), ([1, 2, 3, 4], 2, 2, 0), ([0, 1, 2, 3], 0, 3, 1), ([0, 1, 2, 3], 1, 4, 1),
        ];
        foreach (var (numbers, sum, batches, updates) in expected)
        {
            Take(optimizer, [weight], Numbers.Of([2, 2], 1, 1, 1, 1));
            Assert.Equal(numbers, weight.Span.ToArray());
            Variable accumulator = Assert.Single(optimizer.Slots);
            Assert.Equal("sgd/w_gradient_accumulator", accumulator.Path);
            Assert.All(accumulator.Span.ToArray(), value => Assert.Equal(sum, value));
            Assert.Equal((batches, updates), ((int)optimizer.BatchesVariable.Span[0], (int)optimizer.Iterations.Span[0]));
        }
    }

    // Three batches and their mean come to the same, with every optimizer, and its slots as well.
    [Fact]
    public void Three_batches_are_as_one_with_their_mean()
    {
        foreach (var (once, thrice) in All("""{"weight_decay": 0.05}""").Zip(All("""{"weight_decay": 0.05, "gradient_accumulation_steps": 3}""")))
        {
            Variable a = Weight([2, 1], 0.9f, 0.5f), b = Weight([2, 1], 0.9f, 0.5f);
            for (int update = 0; update < 4; update++)
            {
                float[][] gradients = [.. Enumerable.Range(0, 3).Select(batch => Engine.Random(2, (update * 3) + batch, 0))];
                Take(once, [a], Numbers.Of([2, 1], Mean(gradients, 0), Mean(gradients, 1)));
                foreach (float[] gradient in gradients)
                    Take(thrice, [b], Numbers.Of([2, 1], gradient));
                Numbers.Close(a.Span, b.Span, 1e-5f, once.ClassName);
            }
            foreach (var (slot, same) in once.Slots.Zip(thrice.Slots.Skip(1)))
                Numbers.Close(slot.Span, same.Span, 1e-5f, $"{once.ClassName}, {slot}");
            Assert.Equal((4f, 4f), (once.Iterations.Span[0], thrice.Iterations.Span[0]));
        }

        static float Mean(float[][] gradients, int index) => gradients.Sum(gradient => gradient[index]) / 3;
    }

    [Fact]
    public void The_mean_is_clipped_and_not_its_parts()
    {
        // (6 - 4)/2 = 1 is not cut at 1.5, though both are beyond.
        Variable weight = Weight([1], 0);
        var optimizer = new SGD(1) { GradientAccumulationSteps = 2, ClipValue = 1.5f };
        Take(optimizer, [weight], Numbers.Of([1], 6));
        Take(optimizer, [weight], Numbers.Of([1], -4));
        Assert.Equal([-1f], weight.Span.ToArray());
    }

    // As in Keras the average moves at every batch, and is the weight itself until the first update is done.
    [Fact]
    public void The_moving_average_moves_at_every_batch()
    {
        Variable weight = Weight([1], 1);
        var optimizer = new SGD(1) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.5f };
        float[] averages = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            Take(optimizer, [weight], Numbers.Of([1], 1));
            return optimizer.Averages[0].Span[0];
        })];
        // w: 1, 0, 0, -1; copied twice, then ½·0 + ½·0, then ½·0 - ½.
        Assert.Equal([1, 0, 0, -0.5f], averages);
        Assert.Equal(["sgd/w_average", "sgd/w_gradient_accumulator"], optimizer.Slots.Select(slot => slot.Path));
    }

    [Fact]
    public void Slots_stand_after_the_accumulators()
    {
        var optimizer = new Adam { GradientAccumulationSteps = 2, UseEma = true };
        optimizer.Build([new Variable("a", [1]), new Variable("b", [1])]);
        Assert.Equal(
            ["a_average", "b_average", "a_gradient_accumulator", "b_gradient_accumulator", "a_momentum", "a_velocity", "b_momentum", "b_velocity"],
            optimizer.Slots.Select(slot => slot.Path["adam/".Length..]));
    }
}
