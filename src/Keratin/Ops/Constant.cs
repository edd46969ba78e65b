using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>A number, of shape <c>()</c>.</summary>
    /// <param name="value">The number.</param>
    public static KerasTensor Constant(float value) => KerasTensor.Of(new ScalarOp(value));

    /// <summary>Fixed numbers.</summary>
    /// <param name="value">The numbers; they are copied.</param>
    public static KerasTensor Constant(Tensor<float> value) => KerasTensor.Of(new ConstantOp(value.ToArray(), value.Shape()));
}

/// <summary>One number, the same at every run.</summary>
internal sealed record ScalarOp(float Value) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Shape.Scalar;

    // By bits: 0 and -0 compare equal, but 1/x does not.
    public bool Equals(ScalarOp? other) => other is not null && BitConverter.SingleToInt32Bits(Value) == BitConverter.SingleToInt32Bits(other.Value);

    public override int GetHashCode() => BitConverter.SingleToInt32Bits(Value);
}

/// <summary>Numbers that are the same at every run. Compared by reference: they may be many.</summary>
internal sealed record ConstantOp(float[] Values, Shape Shape) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Shape;
}
