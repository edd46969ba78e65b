namespace Keratin.Graph.Transforms;

/// <summary>Walks a graph from the inputs up and lets a rule exchange nodes, each with its inputs already exchanged.</summary>
internal static class Rewriter
{
    /// <summary>The graph after the rule was applied to each node. Inputs of the graph stay what they are.</summary>
    public static TracedGraph Apply(TracedGraph graph, Func<KerasTensor, KerasTensor> rule) => Apply(graph, (_, node) => rule(node));

    /// <summary>The same for a rule that also wants to see the node as it was in the old graph.</summary>
    public static TracedGraph Apply(TracedGraph graph, Func<KerasTensor, KerasTensor, KerasTensor> rule)
    {
        var replaced = new Dictionary<KerasTensor, KerasTensor>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor node in graph.Nodes())
            replaced[node] = node.Op is InputOp ? node : rule(node, Rebuild(node, replaced));
        return graph.Map(root => replaced[root]);
    }

    private static KerasTensor Rebuild(KerasTensor node, Dictionary<KerasTensor, KerasTensor> replaced)
    {
        bool isSame = true;
        foreach (KerasTensor input in node.Inputs)
            isSame &= ReferenceEquals(replaced[input], input);
        return isSame ? node : KerasTensor.Of(node.Op, [.. node.Inputs.Select(input => replaced[input])]);
    }
}
