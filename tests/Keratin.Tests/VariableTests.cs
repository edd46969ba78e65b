namespace Keratin.Tests;

public class VariableTests
{
    // The BCL's tensors have at least one axis: a single number comes as a tensor of length 1.
    [Fact]
    public void A_single_number_can_be_read_and_given_back()
    {
        var variable = new Variable("scale", Shape.Scalar);
        variable.Assign([2]);
        Assert.Equal([2f], variable.Value.ToArray());
        Assert.Equal(2, variable.Value[0]);
        variable.Assign(Numbers.Of([1], 3));
        Assert.Equal([3f], variable.Span.ToArray());
        Assert.Equal([3f], variable.Span.ToArray().ToTensor(Shape.Scalar).ToArray());
    }

    [Fact]
    public void Its_value_is_no_copy()
    {
        var variable = new Variable("kernel", [2, 3]);
        variable.Value[1, 2] = 5;
        Assert.Equal([0f, 0, 0, 0, 0, 5], variable.Span.ToArray());
        variable.Span[0] = 7;
        Assert.Equal(7, variable.Value[0, 0]);
    }

    [Fact]
    public void Values_of_another_shape_are_refused()
    {
        var variable = new Variable("kernel", [2, 3]) { Path = "net/kernel" };
        Assert.Equal(
            """
            Variable 'net/kernel': the shapes do not fit.
              expected: (2, 3)
              got:      (3, 2)
            """, Assert.Throws<ShapeException>(() => variable.Assign(Numbers.Of([3, 2], new float[6]))).Message);
        Assert.Equal(
            """
            Variable 'net/kernel': the shapes do not fit.
              expected: 6 numbers for (2, 3)
              got:      5 numbers
            """, Assert.Throws<ShapeException>(() => variable.Assign(new float[5])).Message);
        Assert.Throws<InvalidOperationException>(() => variable.Assign(Ops.Constant(Numbers.Of([2, 3], new float[6]))));
        Assert.Throws<ShapeException>(() => new Variable("kernel", [Shape.Unknown]));
    }

    [Fact]
    public void A_variable_that_fits_no_memory_is_refused_by_name()
    {
        var error = Assert.Throws<ShapeException>(() => new Variable("kernel", [100_000, 100_000]));
        Assert.Contains("Variable 'kernel'", error.Message, StringComparison.Ordinal);
        Assert.Contains("(100000, 100000)", error.Message, StringComparison.Ordinal);
    }
}
