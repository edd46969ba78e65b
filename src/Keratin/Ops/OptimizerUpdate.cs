namespace Keratin;

/// <summary>What the ops that update a weight have in common.</summary>
internal static class OptimizerUpdate
{
    /// <summary>The weight's shape; gradient and slots have it too, the last input is a number.</summary>
    public static Shape Infer(string who, ReadOnlySpan<Shape> inputs)
    {
        foreach (Shape shape in inputs[1..^1])
        {
            if (shape != inputs[0])
                throw new ShapeException(who, $"a gradient and slots of the weight's shape {inputs[0]}", $"{shape}");
        }
        return inputs[^1].Rank == 0 ? inputs[0] : throw new ShapeException(who, "a number as the size of the step", $"{inputs[^1]}");
    }
}
