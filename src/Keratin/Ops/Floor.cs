using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>The largest whole number that is not above <c>x</c>, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Floor(this KerasTensor x) => KerasTensor.Of(new FloorOp(), x);

    /// <summary><c>x</c> without what is behind the point, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Trunc(this KerasTensor x) => x.Sign() * x.Absolute().Floor();

    /// <summary>The quotient rounded down: <c>⌊x / y⌋</c>, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Left operand.</param>
    /// <param name="y">Right operand; the two broadcast.</param>
    public static KerasTensor FloorDivide(this KerasTensor x, KerasTensor y) => (x / y).Floor();
}

internal sealed record FloorOp : ElementwiseOp;
