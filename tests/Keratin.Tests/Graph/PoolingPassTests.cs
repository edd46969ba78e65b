using Keratin.Cpu;
using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Graph;

/// <summary>What the passes make of a convolution, its ReLU and its pooling, forward and backward.</summary>
public class PoolingPassTests
{
    private readonly KerasTensor _x = Keratin.Ops.Input([1, 5, 5, 1], "x");
    private readonly Variable _k = new("k", [2, 2, 1, 3]), _b = new("b", [3]), _second = new("second", [1, 2, 3, 2]);

    public PoolingPassTests()
    {
        _k.Assign(Engine.Random(12, 1));
        _b.Assign(Engine.Random(3, 2));
        _second.Assign(Engine.Random(12, 4));
    }

    [Fact]
    public void PullThroughPooling_masks_and_sums_the_small_image()
    {
        KerasTensor y = Keratin.Ops.Input([1, 4, 4, 3], "y"), g = Keratin.Ops.Input([1, 2, 2, 3], "g"), pooled = y.MaxPool2D(2), zero = Keratin.Ops.Constant(0);
        KerasTensor gradient = KerasTensor.Of(new MaxPool2DGradientOp(((MaxPool2DOp)pooled.Op).Window), y, pooled, g);
        KerasTensor masked = y.Greater(zero).Where(gradient, zero);
        Assert.Equal(
            """
            %0 = y (1, 4, 4, 3)
            %1 = g (1, 2, 2, 3)
            %2 = MaxPool2D (1, 2, 2, 3) %0
            %3 = 0
            %4 = Greater (1, 2, 2, 3) %2 %3
            %5 = 0
            %6 = Where (1, 2, 2, 3) %4 %1 %5
            %7 = MaxPool2DGradient (1, 4, 4, 3) %0 %2 %6
            %8 = Sum (3,) %6
            return %7 %8

            """, GraphPrinter.Print(PullThroughPooling.Apply(new([y, g], [masked, masked.Sum([0, 1, 2])]))));
        TracedGraph before = Simplify.Apply(Step()), after = PullThroughPooling.Apply(before);
        AssertSameNumbers(before, after);
    }

    [Fact]
    public void FusePooling_joins_the_convolution_and_keeps_the_winners()
    {
        TracedGraph before = FuseEpilogues.Apply(PullThroughPooling.Apply(Simplify.Apply(Step()))), after = FusePooling.Apply(before);
        string printed = GraphPrinter.Print(after);
        Assert.Contains("Conv2DMaxPool (1, 2, 2, 3)", printed, StringComparison.Ordinal);
        Assert.Contains("Conv2DMaxPoolKernelGradient (2, 2, 1, 3)", printed, StringComparison.Ordinal);
        Assert.DoesNotContain(after.Nodes(), node => node.Op is MaxPool2DOp or MaxPool2DGradientOp or Conv2DOp or MaxPool2DScatterOp);
        AssertSameNumbers(before, after);
    }

    [Fact]
    public void FusePooling_lays_the_gradient_out_in_both_gradients_of_a_convolution()
    {
        KerasTensor loss = _x.Conv2D(_k).Relu().Conv2D(_second).MaxPool2D(2).Square().Sum();
        TracedGraph before = FuseEpilogues.Apply(Simplify.Apply(new([_x], [loss, .. Gradients.Of(loss, _k, _second)]))), after = FusePooling.Apply(before, 0);
        Assert.Single(after.Nodes(), node => node.Op is Conv2DMaxPoolInputGradientOp);
        Assert.Single(after.Nodes(), node => node.Op is Conv2DMaxPoolKernelGradientOp);
        Assert.DoesNotContain(after.Nodes(), node => node.Op is MaxPool2DScatterOp);
        AssertSameNumbers(before, after);

        // The large image stays where somebody else wants it, and where it is not large.
        TracedGraph wanted = FusePooling.Apply(new([_x], [.. before.Outputs, before.Nodes().First(node => node.Op is MaxPool2DGradientOp)]), 0);
        Assert.Single(wanted.Nodes(), node => node.Op is MaxPool2DScatterOp);
        Assert.DoesNotContain(wanted.Nodes(), node => node.Op is Conv2DMaxPoolInputGradientOp);
        Assert.Single(FusePooling.Apply(before).Nodes(), node => node.Op is MaxPool2DScatterOp);
    }

    [Fact]
    public void FusePooling_keeps_no_winners_where_nothing_is_trained()
    {
        TracedGraph after = FusePooling.Apply(new([_x], [_x.Conv2D(_k).MaxPool2D(2)]));
        Assert.False(Assert.IsType<Conv2DMaxPoolOp>(after.Outputs[0].Op).KeepsWinners);
    }

    [Fact]
    public void FusePooling_leaves_images_that_somebody_else_wants()
    {
        KerasTensor images = _x.Conv2D(_k), pooled = images.MaxPool2D(2);
        Assert.Same(pooled, FusePooling.Apply(new([_x], [pooled, images])).Outputs[0]);
        Assert.Same(pooled, FusePooling.Apply(new([_x], [pooled, images.Sum()])).Outputs[0]);
        KerasTensor overlapping = images.MaxPool2D(2, 1);
        Assert.Same(overlapping, FusePooling.Apply(new([_x], [overlapping])).Outputs[0]);
    }

    private TracedGraph Step()
    {
        KerasTensor pooled = (_x.Conv2D(_k) + _b).Relu().MaxPool2D(2), loss = (pooled * pooled).Sum();
        return new([_x], [loss, .. Gradients.Of(loss, _k, _b)]);
    }

    private void AssertSameNumbers(TracedGraph before, TracedGraph after)
    {
        var given = new Dictionary<KerasTensor, float[]> { [_x] = Engine.Random(25, 3) };
        Engine.AssertClose(Reference.Run(before, given).Outputs, Reference.Run(after, given).Outputs, 1e-6, "after the pass");
    }
}
