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

    // The rule sees a node of the old graph, to know how often its operand is used, beside the same node with new inputs.
    private static TracedGraph Exchange(TracedGraph graph, Func<KerasTensor, Func<KerasTensor, bool>, KerasTensor> rule)
    {
        Dictionary<KerasTensor, int> users = Users.Count(graph);
        var exchanged = new Dictionary<KerasTensor, KerasTensor>(ReferenceEqualityComparer.Instance);
        return Rewriter.Apply(graph, node =>
        {
            KerasTensor result = rule(node, operand => users.GetValueOrDefault(operand) == 1);
            // A rebuilt node is used exactly as often as the node it stands for.
            users[result] = users.GetValueOrDefault(node, 1);
            return result;
        });
    }

    private static KerasTensor Bias(KerasTensor node, Func<KerasTensor, bool> isUsedOnce)
    {
        if (node.Op is not AddOp)
            return node;
        var (x, bias) = node.Inputs[0].Shape == node.Shape ? (node.Inputs[0], node.Inputs[1]) : (node.Inputs[1], node.Inputs[0]);
        bool fits = x.Op is MatMulOp or Conv2DOp && x.Inputs.Count == 2 && bias.Rank == 1 && bias.Shape[0] == x.Shape[^1];
        return fits && isUsedOnce(x) ? KerasTensor.Of(x.Op, x.Inputs[0], x.Inputs[1], bias) : node;
    }

    private static KerasTensor Activation(KerasTensor node, Func<KerasTensor, bool> isUsedOnce)
    {
        if (node.Op is not ReluOp || !isUsedOnce(node.Inputs[0]))
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
