namespace Keratin;

public static partial class Ops
{
    /// <summary>The largest whole number that is not above <c>x</c>, element by element; its gradient is zero everywhere.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Floor(this KerasTensor x) => KerasTensor.Of(new FloorOp(), x);
}

internal sealed record FloorOp : ElementwiseOp;
