using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

public class SecondDerivativeTests
{
    [Fact]
    public void A_second_derivative_that_nobody_derived_is_an_error_and_no_zero()
    {
        KerasTensor x = Ops.Input([1, 4, 4, 1]);
        Check(x.AdaptiveMaxPool(2), x, "AdaptiveMaxPool2DGradient");
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
