namespace Keratin.Graph.Transforms;

/// <summary>Does on the small side of a max pooling what a gradient would otherwise have done to it on the large side.</summary>
/// <remarks>
/// <para><b>The mask of a ReLU before the pooling.</b> Gradient flows only to a window's largest element, where the image is what
/// the pooled image is: so <c>y &gt; 0</c> there may be asked of the pooled image, of a quarter of the elements at 2 × 2.</para>
/// <para><b>The sum for a bias.</b> A pooling's gradient only moves numbers, so their sums are those before. Summed in another order.</para>
/// </remarks>
internal static class PullThroughPooling
{
    public static TracedGraph Apply(TracedGraph graph) => Rewriter.Apply(graph, node => node.Op switch
    {
        WhereOp => Mask(node) ?? node,
        SumOp => Total(node) ?? node,
        _ => node,
    });

    // where(y > 0, gradient(y, p, g), 0) = gradient(y, p, where(p > 0, g, 0))
    private static KerasTensor? Mask(KerasTensor node)
    {
        var (condition, gradient, otherwise) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        if (gradient.Op is not MaxPool2DGradientOp || condition.Op is not GreaterOp || !IsZero(otherwise) || !IsZero(condition.Inputs[1]))
            return null;
        var (y, pooled, g) = (gradient.Inputs[0], gradient.Inputs[1], gradient.Inputs[2]);
        return ReferenceEquals(condition.Inputs[0], y)
            ? KerasTensor.Of(gradient.Op, y, pooled, pooled.Greater(Ops.Constant(0)).Where(g, Ops.Constant(0)))
            : null;
    }

    // The sum of each channel. Sums over less would have to know who won.
    private static KerasTensor? Total(KerasTensor node)
    {
        KerasTensor gradient = node.Inputs[0];
        IntList axes = ((SumOp)node.Op).Axes;
        return gradient.Op is MaxPool2DGradientOp && axes.SequenceEqual([0, 1, 2]) ? KerasTensor.Of(node.Op, gradient.Inputs[2]) : null;
    }

    private static bool IsZero(KerasTensor node) => node.Op is ScalarOp { Value: 0 };
}
