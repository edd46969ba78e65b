namespace Keratin;

/// <summary>What the ops that update a weight have in common.</summary>
internal static class OptimizerUpdate
{
    /// <summary>The weight's shape; gradient and slots have it too, the inputs after those are numbers.</summary>
    public static Shape Infer(string who, ReadOnlySpan<Shape> inputs, int tensors)
    {
        foreach (Shape shape in inputs[1..tensors])
        {
            if (shape != inputs[0])
                throw new ShapeException(who, $"a gradient and slots of the weight's shape {inputs[0]}", $"{shape}");
        }
        foreach (Shape shape in inputs[tensors..])
        {
            if (shape.Rank != 0)
                throw new ShapeException(who, "a number as the size of the step", $"{shape}");
        }
        return inputs[0];
    }

    /// <summary>The weight and the factor of a decay <c>w − w·factor</c> that was put before the update; null where there is none.</summary>
    public static (KerasTensor Weight, KerasTensor Factor)? Decay(KerasTensor weight) =>
        weight.Op is SubtractOp && weight.Inputs[1] is { Op: MultiplyOp } product
        && ReferenceEquals(product.Inputs[0], weight.Inputs[0]) && product.Inputs[1].Rank == 0
            ? (weight.Inputs[0], product.Inputs[1]) : null;
}
