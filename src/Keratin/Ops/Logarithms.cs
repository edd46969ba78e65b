namespace Keratin;

public static partial class Ops
{
    private const float Ln2 = 0.69314718f, Ln10 = 2.3025851f;

    /// <summary>Logarithm to base 2, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Log2(this KerasTensor x) => x.Log() * (1 / Ln2);

    /// <summary>Logarithm to base 10, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Log10(this KerasTensor x) => x.Log() * (1 / Ln10);

    /// <summary><c>2ˣ</c>, element by element.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Exp2(this KerasTensor x) => (x * Ln2).Exp();

    /// <summary><c>ln(eˣ + eʸ)</c>, element by element, without overflow.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor LogAddExp(this KerasTensor x, KerasTensor y)
    {
        // (x + y + |x - y|) / 2 and not the maximum: where x = y each gets half of the gradient.
        KerasTensor distance = (x - y).Absolute();
        return (0.5f * (x + y + distance)) + (-distance).Exp().Log1p();
    }

    /// <summary><c>ln Σ eˣ</c> along axes, without overflow.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor LogSumExp(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList along = Axes.Normalize(axes, x.Rank, "LogSumExp");
        KerasTensor largest = x.Max(along.AsSpan(), keepDims: true);
        KerasTensor result = largest + (x - largest).Exp().Sum(along.AsSpan(), keepDims: true).Log();
        return keepDims ? result : result.Reshape(Axes.Reduce(x.Shape, along, keepDims: false));
    }

    /// <summary>Logarithm of the sum of exponentials along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor LogSumExp(this KerasTensor x, int axis, bool keepDims = false) => x.LogSumExp([axis], keepDims);
}
