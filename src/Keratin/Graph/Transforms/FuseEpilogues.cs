namespace Keratin.Graph.Transforms;

/// <summary>Puts a bias and a ReLU into the product or convolution before them, so that a tile is finished while it is in registers.</summary>
/// <remarks>Run after gradients were taken: ReLU's gradient is read from its result, so nobody else wants what lies before it.</remarks>
internal static class FuseEpilogues
{
    public static TracedGraph Apply(TracedGraph graph)
    {
        TracedGraph withBias = Exchange(graph, Bias);
        return Exchange(withBias, Activation);
    }

    // How often an operand is used is a question to the old graph: inputs that were exchanged are new nodes, which nobody has counted.
    private static TracedGraph Exchange(TracedGraph graph, Func<KerasTensor, Func<int, bool>, KerasTensor> rule)
    {
        Dictionary<KerasTensor, int> users = Users.Count(graph);
        return Rewriter.Apply(graph, (before, node) => rule(node, operand => users[before.Inputs[operand]] == 1));
    }

    private static KerasTensor Bias(KerasTensor node, Func<int, bool> isUsedOnce)
    {
        if (node.Op is not AddOp)
            return node;
        int product = node.Inputs[0].Shape == node.Shape ? 0 : 1;
        var (x, bias) = (node.Inputs[product], node.Inputs[1 - product]);
        bool fits = x.Op is MatMulOp or Conv2DOp && x.Inputs.Count == 2 && bias.Rank == 1 && bias.Shape[0] == x.Shape[^1];
        return fits && isUsedOnce(product) ? KerasTensor.Of(x.Op, x.Inputs[0], x.Inputs[1], bias) : node;
    }

    private static KerasTensor Activation(KerasTensor node, Func<int, bool> isUsedOnce)
    {
        if (node.Op is not ReluOp || !isUsedOnce(0))
            return node;
        KerasTensor x = node.Inputs[0];
        Op? fused = x.Op switch
        {
            MatMulOp { Activation: FusedActivation.None } product => product with { Activation = FusedActivation.Relu },
            Conv2DOp { Activation: FusedActivation.None } convolution => convolution with { Activation = FusedActivation.Relu },
            _ => null,
        };
        return fused is null ? node : KerasTensor.Of(fused, [.. x.Inputs]);
    }
}
