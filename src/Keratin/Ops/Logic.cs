namespace Keratin;

public static partial class Ops
{
    /// <summary>1 where <c>x &lt; y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor Less(this KerasTensor x, KerasTensor y) => y.Greater(x);

    /// <summary>1 where <c>x ≤ y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor LessEqual(this KerasTensor x, KerasTensor y) => y.GreaterEqual(x);

    /// <summary>1 where <c>x ≠ y</c>, else 0; NaN differs from all, also from itself.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor NotEqual(this KerasTensor x, KerasTensor y) => 1 - x.Equal(y);

    /// <summary>1 where neither is 0, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor LogicalAnd(this KerasTensor x, KerasTensor y) => IsTrue(x) * IsTrue(y);

    /// <summary>1 where not both are 0, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor LogicalOr(this KerasTensor x, KerasTensor y) => IsTrue(x).Maximum(IsTrue(y));

    /// <summary>1 where just one is 0, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor LogicalXor(this KerasTensor x, KerasTensor y) => IsTrue(x).NotEqual(IsTrue(y));

    /// <summary>1 where <c>x</c> is 0, else 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor LogicalNot(this KerasTensor x) => x.Equal(Constant(0));

    /// <summary>1 where <c>x</c> is NaN, else 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor IsNan(this KerasTensor x) => x.NotEqual(x);

    /// <summary>1 where <c>x</c> is ∞ or -∞, else 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor IsInf(this KerasTensor x) => x.Absolute().Equal(Constant(float.PositiveInfinity));

    /// <summary>1 where <c>x</c> is neither NaN nor infinite, else 0.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor IsFinite(this KerasTensor x) => Constant(float.MaxValue).GreaterEqual(x.Absolute());

    /// <summary>1 where some element along the axes is not 0, else 0.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Any(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) => IsTrue(x).Max(axes, keepDims);

    /// <summary>1 where some element is not 0, else 0, along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Any(this KerasTensor x, int axis, bool keepDims = false) => x.Any([axis], keepDims);

    /// <summary>1 where no element along the axes is 0, else 0.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor All(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) => IsTrue(x).Min(axes, keepDims);

    /// <summary>1 where no element is 0, else 0, along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor All(this KerasTensor x, int axis, bool keepDims = false) => x.All([axis], keepDims);

    /// <summary>How many elements along the axes are not 0.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    public static KerasTensor CountNonzero(this KerasTensor x, params ReadOnlySpan<int> axes) => IsTrue(x).Sum(axes);

    private static KerasTensor IsTrue(KerasTensor x) => x.NotEqual(Constant(0));
}
