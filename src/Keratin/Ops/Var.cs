namespace Keratin;

public static partial class Ops
{
    /// <summary>Mean and variance along axes: <c>m = Σ x / n</c> and <c>Σ (x - m)² / n</c>, n being the number of elements that go into each.</summary>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static (KerasTensor Mean, KerasTensor Variance) Moments(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false)
    {
        IntList along = Axes.Normalize(axes, x.Rank, "Moments");
        KerasTensor mean = x.Mean(along.AsSpan(), keepDims: true);
        // Squares of differences: Σ x² - (Σ x)² loses all digits where the mean is large.
        KerasTensor variance = (x - mean).Square().Mean(along.AsSpan(), keepDims);
        return (keepDims ? mean : mean.Reshape(variance.Shape), variance);
    }

    /// <summary>Variance along axes: <c>Σ (x - mean)² / n</c>, n being the number of elements that go into each.</summary>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Var(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) => x.Moments(axes, keepDims).Variance;

    /// <summary>Variance along one axis.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Var(this KerasTensor x, int axis, bool keepDims = false) => x.Var([axis], keepDims);

    /// <summary>Standard deviation along axes: the root of the variance.</summary>
    /// <param name="x">Operand; the lengths of the axes are known.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Std(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) => x.Var(axes, keepDims).Sqrt();

    /// <summary>Standard deviation along one axis.</summary>
    /// <param name="x">Operand; the length of the axis is known.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Std(this KerasTensor x, int axis, bool keepDims = false) => x.Std([axis], keepDims);
}
