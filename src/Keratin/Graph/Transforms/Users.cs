namespace Keratin.Graph.Transforms;

/// <summary>Counts how often each node is used: by other nodes, as an output, as the value of an update.</summary>
internal static class Users
{
    public static Dictionary<KerasTensor, int> Count(TracedGraph graph)
    {
        var count = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor used in graph.Nodes().SelectMany(node => node.Inputs).Concat(graph.Roots))
            count[used] = count.GetValueOrDefault(used) + 1;
        return count;
    }
}
