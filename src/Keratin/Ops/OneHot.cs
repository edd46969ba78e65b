using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Rows of zeros with a 1 at the place the index names; an index outside gives zeros only. It has no gradient.</summary>
    /// <param name="indices">Whole numbers, of any shape.</param>
    /// <param name="numClasses">Length of the new last axis.</param>
    public static KerasTensor OneHot(this KerasTensor indices, int numClasses) =>
        KerasTensor.Of(new OneHotOp(Require.Positive(numClasses)), indices);
}

internal sealed record OneHotOp(int NumClasses) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => [.. inputs[0], NumClasses];
}
