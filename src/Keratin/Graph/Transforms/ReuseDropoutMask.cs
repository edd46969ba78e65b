namespace Keratin.Graph.Transforms;

/// <summary>Where a dropout follows a ReLU, the gradient reads both masks from the dropout's result instead of drawing the mask again.</summary>
/// <remarks>
/// With <c>y = dropout(r)</c>: <c>where(r > 0, dropout(g), 0) = where(y > 0, g / (1 − rate), 0)</c>, as y is r, only larger, where it was kept, else 0.
/// The same bits. Run after <see cref="PullThroughPooling"/>, behind which a ReLU may have lain.
/// </remarks>
internal static class ReuseDropoutMask
{
    public static TracedGraph Apply(TracedGraph graph)
    {
        // Forward nodes come before the gradients that depend on them.
        var results = new Dictionary<(DropoutOp, KerasTensor, KerasTensor), KerasTensor>();
        return Rewriter.Apply(graph, node =>
        {
            if (node.Op is DropoutOp dropout)
                results.TryAdd((dropout, node.Inputs[0], node.Inputs[1]), node);
            return node.Op is WhereOp ? Rule(node, results) ?? node : node;
        });
    }

    private static KerasTensor? Rule(KerasTensor node, Dictionary<(DropoutOp, KerasTensor, KerasTensor), KerasTensor> results)
    {
        var (condition, masked, zero) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        if (condition.Op is not GreaterOp || masked.Op is not DropoutOp dropout || !IsZero(condition.Inputs[1]) || !IsZero(zero))
            return null;
        return results.TryGetValue((dropout, condition.Inputs[0], masked.Inputs[1]), out KerasTensor? result)
            ? result.Greater(zero).Where(masked.Inputs[0] * dropout.Scale, zero)
            : null;
    }

    private static bool IsZero(KerasTensor node) => node.Op is ScalarOp { Value: 0 };
}
