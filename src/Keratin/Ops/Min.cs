namespace Keratin;

public static partial class Ops
{
    /// <summary>Smallest element along axes.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Min(this KerasTensor x, ReadOnlySpan<int> axes = default, bool keepDims = false) => -(-x).Max(axes, keepDims);

    /// <summary>Smallest element along one axis.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Min(this KerasTensor x, int axis, bool keepDims = false) => x.Min([axis], keepDims);

    /// <summary>Index of the smallest element along an axis; of equals the first. It has no gradient.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">Which axis; it disappears.</param>
    public static KerasTensor ArgMin(this KerasTensor x, int axis = -1) => (-x).ArgMax(axis);
}
