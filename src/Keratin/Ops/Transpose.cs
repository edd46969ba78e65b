using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Puts the axes in another order: axis <c>i</c> of the result is axis <c>axes[i]</c> of <paramref name="x"/>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axes">Each axis once; none reverses them.</param>
    public static KerasTensor Transpose(this KerasTensor x, params ReadOnlySpan<int> axes)
    {
        int[] order = axes.Length > 0 ? axes.ToArray() : [.. Enumerable.Range(0, x.Rank).Reverse()];
        if (order.Length != x.Rank)
            throw new ShapeException("Transpose", $"{x.Rank} axes for {x.Shape}", $"{order.Length} axes");
        _ = Axes.Normalize(order, x.Rank, "Transpose");
        return KerasTensor.Of(new TransposeOp([.. order.Select(axis => axis < 0 ? axis + x.Rank : axis)]), x);
    }
}

internal sealed record TransposeOp(IntList Axes) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape shape = inputs[0];
        return [.. Axes.Select(axis => shape[axis])];
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient)
    {
        int[] inverse = new int[Axes.Count];
        for (int i = 0; i < inverse.Length; i++)
            inverse[Axes[i]] = i;
        return [gradient.Transpose(inverse)];
    }
}
