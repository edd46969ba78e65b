namespace Keratin.Graph.Transforms;

/// <summary>Scales the weights in place of the samples: <c>(s · x) · W = x · (s · W)</c>, and so for convolutions, where x is larger.</summary>
/// <remarks>
/// Networks for images begin by dividing pixels by 255. A thousand images of 28² have 784,000 of them, a layer of 128 behind them has 100,352 weights.
/// In training the scaled samples are needed for the weights' gradient, too, and nothing is changed.
/// </remarks>
internal static class ScaleWeights
{
    public static TracedGraph Apply(TracedGraph graph)
    {
        Dictionary<KerasTensor, int> users = Users.Count(graph);
        return Rewriter.Apply(graph, (before, node) => node.Op switch
        {
            MatMulOp { TransposeX: false } or Conv2DOp when IsScaled(before.Inputs[0], before.Inputs[1], users) => Exchange(node),
            _ => node,
        });
    }

    // Whether x is reshaped or not, but scaled, by one number, and for this alone.
    private static bool IsScaled(KerasTensor x, KerasTensor weights, Dictionary<KerasTensor, int> users)
    {
        if (x.Shape.Elements <= weights.Shape.Elements || users[x] != 1)
            return false;
        KerasTensor scaled = x.Op is ReshapeOp ? x.Inputs[0] : x;
        return users[scaled] == 1 && scaled.Op is MultiplyOp or DivideOp && scaled.Inputs[1].Op is ScalarOp && scaled.Inputs[0].Shape == scaled.Shape;
    }

    private static KerasTensor Exchange(KerasTensor node)
    {
        KerasTensor x = node.Inputs[0], scaled = x.Op is ReshapeOp ? x.Inputs[0] : x;
        KerasTensor unscaled = x.Op is ReshapeOp ? scaled.Inputs[0].Reshape(x.Shape) : scaled.Inputs[0];
        KerasTensor weights = KerasTensor.Of(scaled.Op, node.Inputs[1], scaled.Inputs[1]);
        return KerasTensor.Of(node.Op, [unscaled, weights, .. node.Inputs.Skip(2)]);
    }
}
