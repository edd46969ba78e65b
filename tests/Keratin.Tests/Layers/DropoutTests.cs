using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class DropoutTests
{
    private static readonly Tensor<float> s_ones = Numbers.Of([100, 100], [.. Enumerable.Repeat(1f, 10_000)]);

    [Fact]
    public void Drops_in_training_only_and_scales_what_stays()
    {
        var layer = new Dropout(0.25f) { Seed = 1 };
        float[] dropped = Step.Run(layer.Apply, s_ones, training: true);
        Assert.Equal([0f, 1 / 0.75f], dropped.Distinct().Order());
        // Standard deviation of the share of zeros: √(0.25·0.75/10,000) = 0.0043; four of them are granted.
        Assert.InRange(dropped.Count(value => value == 0) / 10_000.0, 0.25 - 0.0174, 0.25 + 0.0174);
        Assert.Equal(s_ones.ToArray(), Step.Run(layer.Apply, s_ones));
    }

    [Fact]
    public void Each_step_has_its_own_mask_and_a_seed_its_own_sequence()
    {
        var layer = new Dropout(0.5f) { Seed = 5 };
        var same = new Dropout(0.5f) { Seed = 5 };
        var other = new Dropout(0.5f) { Seed = 6 };
        float[] first = Step.Run(layer.Apply, s_ones, training: true), second = Step.Run(layer.Apply, s_ones, training: true);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Step.Run(same.Apply, s_ones, training: true));
        Assert.Equal(second, Step.Run(same.Apply, s_ones, training: true));
        Assert.NotEqual(first, Step.Run(other.Apply, s_ones, training: true));
    }

    [Fact]
    public void Called_twice_in_a_step_it_draws_two_masks()
    {
        var layer = new Dropout(0.5f) { Seed = 5 };
        float[][] masks = Step.RunAll(x => [layer.Apply(x[0]), layer.Apply(x[0])], [s_ones], training: true);
        Assert.NotEqual(masks[0], masks[1]);
    }

    [Fact]
    public void The_gradient_goes_where_the_value_went()
    {
        var layer = new Dropout(0.5f) { Seed = 5 };
        float[][] both = Step.RunAll(
            x =>
            {
                KerasTensor y = layer.Apply(x[0]);
                return [y, Keratin.Graph.Transforms.Gradients.Of(y, x[0])[0]];
            }, [s_ones], training: true);
        Assert.Equal(both[0], both[1]);
    }

    [Fact]
    public void Rates_0_and_1_keep_all_and_nothing()
    {
        Assert.Equal(s_ones.ToArray(), Step.Run(new Dropout(0).Apply, s_ones, training: true));
        Assert.All(Step.Run(new Dropout(1).Apply, s_ones, training: true), value => Assert.Equal(0, value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(-0.1f));
    }

    [Fact]
    public void Has_no_weights()
    {
        var layer = new Dropout(0.5f);
        layer.EnsureBuilt([Shape.Unknown, 2]);
        Assert.Empty(layer.Weights);
    }
}
