namespace Keratin;

// Operands that are numbers, as Keras takes them: ops.maximum(x, 0).
public static partial class Ops
{
    /// <summary>The larger of <c>x</c> and a number, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Maximum(this KerasTensor x, float y) => x.Maximum(Constant(y));

    /// <summary>The smaller of <c>x</c> and a number, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Minimum(this KerasTensor x, float y) => x.Minimum(Constant(y));

    /// <summary>1 where <c>x</c> is that number, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Equal(this KerasTensor x, float y) => x.Equal(Constant(y));

    /// <summary>1 where <c>x</c> is not that number, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor NotEqual(this KerasTensor x, float y) => x.NotEqual(Constant(y));

    /// <summary>1 where <c>x &gt; y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Greater(this KerasTensor x, float y) => x.Greater(Constant(y));

    /// <summary>1 where <c>x ≥ y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor GreaterEqual(this KerasTensor x, float y) => x.GreaterEqual(Constant(y));

    /// <summary>1 where <c>x &lt; y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Less(this KerasTensor x, float y) => x.Less(Constant(y));

    /// <summary>1 where <c>x ≤ y</c>, else 0.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor LessEqual(this KerasTensor x, float y) => x.LessEqual(Constant(y));

    /// <summary><c>x</c> to the power of a number, element by element.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Power(this KerasTensor x, float y) => x.Power(Constant(y));

    /// <summary>What is left of <c>x</c> divided by a number, with the sign of the number.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor Mod(this KerasTensor x, float y) => x.Mod(Constant(y));

    /// <summary><c>x / y</c> rounded down.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">The number.</param>
    public static KerasTensor FloorDivide(this KerasTensor x, float y) => x.FloorDivide(Constant(y));

    /// <summary><paramref name="x"/> where <paramref name="condition"/> is not 0, else a number.</summary>
    /// <param name="condition">0 or 1, as comparisons give it.</param>
    /// <param name="x">Taken where the condition holds.</param>
    /// <param name="y">Taken elsewhere.</param>
    public static KerasTensor Where(this KerasTensor condition, KerasTensor x, float y) => condition.Where(x, Constant(y));

    /// <summary>A number where <paramref name="condition"/> is not 0, else <paramref name="y"/>.</summary>
    /// <param name="condition">0 or 1, as comparisons give it.</param>
    /// <param name="x">Taken where the condition holds.</param>
    /// <param name="y">Taken elsewhere.</param>
    public static KerasTensor Where(this KerasTensor condition, float x, KerasTensor y) => condition.Where(Constant(x), y);

    /// <summary>One number where <paramref name="condition"/> is not 0, else another.</summary>
    /// <param name="condition">0 or 1, as comparisons give it.</param>
    /// <param name="x">Taken where the condition holds.</param>
    /// <param name="y">Taken elsewhere.</param>
    public static KerasTensor Where(this KerasTensor condition, float x, float y) => condition.Where(Constant(x), Constant(y));
}
