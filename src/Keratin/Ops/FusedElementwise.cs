using Keratin.Graph;

namespace Keratin;

/// <summary>A chain of element-wise operations run in one pass: what the fusing pass makes of them, after gradients were taken.</summary>
/// <param name="Steps">In order; later ones use earlier ones.</param>
/// <param name="Results">Steps whose numbers are wanted outside. With more than one, <see cref="OutputOp"/> picks.</param>
/// <param name="Shape">The shape that all steps have.</param>
internal sealed record FusedElementwiseOp(IReadOnlyList<FusedElementwiseOp.Step> Steps, IntList Results, Shape Shape) : Op
{
    /// <summary>One operation.</summary>
    /// <param name="Op">Which.</param>
    /// <param name="Operands">Inputs of the chain by their index, earlier steps as the complement (<c>~index</c>) of theirs.</param>
    internal sealed record Step(ElementwiseOp Op, IntList Operands);

    internal override int ResultCount => Results.Count;

    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        foreach (Step step in Steps)
        {
            Shape[] operands = new Shape[step.Operands.Count];
            for (int i = 0; i < operands.Length; i++)
                operands[i] = step.Operands[i] >= 0 ? inputs[step.Operands[i]] : Shape;
            Shape shape = step.Op.Infer(operands);
            if (shape != Shape)
                throw new ShapeException(Name, $"steps of shape {Shape}", $"{step.Op.Name} {shape}");
        }
        return Shape;
    }
}

/// <summary>One of the results of an op that has several.</summary>
/// <param name="Index">Which one.</param>
/// <param name="Shape">Its shape, where that is not the shape of the first.</param>
internal sealed record OutputOp(int Index, Shape? Shape = null) : Op
{
    /// <summary>A node for one of a node's results.</summary>
    public static KerasTensor Of(KerasTensor node, int index)
    {
        Shape shape = node.Op.InferResult(index, [.. node.Inputs.Select(input => input.Shape)]);
        return KerasTensor.Of(new OutputOp(index, shape == node.Shape ? null : shape), node);
    }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Shape ?? inputs[0];
}
