using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

public class SecondDerivativeTests
{
    [Fact]
    public void A_second_derivative_that_nobody_derived_is_an_error_and_no_zero()
    {
        KerasTensor x = Ops.Input([1, 4, 4, 1]), logits = Ops.Input([2, 3]), target = Ops.Input([2]), soft = Ops.Input([2, 3]);
        Check(x.MaxPool2D(2), x, "MaxPool2DGradient");
        Check(Ops.SparseCategoricalCrossentropy(target, logits, fromLogits: true), logits, "SparseSoftmaxCrossEntropyGradient");
        Check(Ops.CategoricalCrossentropy(soft, logits, fromLogits: true), logits, "SoftmaxCrossEntropyGradient");
    }

    // d²y/dx² of a product has one: it is 2.
    [Fact]
    public void A_second_derivative_that_exists_is_taken()
    {
        KerasTensor x = Ops.Input([1]);
        KerasTensor first = Gradients.Of(x * x, x)[0];
        Assert.Equal([2f], Engine.OnCpu(new([x], [Gradients.Of(first, x)[0]]), [3])[0]);
    }

    private static void Check(KerasTensor y, KerasTensor x, string who)
    {
        KerasTensor first = Gradients.Of(y, x)[0];
        var error = Assert.Throws<NotSupportedException>(() => Gradients.Of(first * first, x));
        Assert.StartsWith(who + ": ", error.Message, StringComparison.Ordinal);
    }
}
