namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Gives each vertex its rank: after all it gets something from, and otherwise so that edges are short.</summary>
/// <remarks>
/// First as early as possible (the longest way from a source). Then, last ones first, each vertex that has at least as many edges out as in goes as
/// late as it can: no sum of edge lengths grows by that, and an input that is needed late moves to where it is needed, with the layers behind it.
/// </remarks>
internal static class Ranking
{
    public static void Assign(LayeredGraph graph)
    {
        int count = graph.Vertices.Count;
        var before = new List<int>[count];
        var after = new List<int>[count];
        for (int i = 0; i < count; i++)
            (before[i], after[i]) = ([], []);
        foreach (var (from, to) in graph.Edges)
        {
            after[from].Add(to);
            before[to].Add(from);
        }
        List<int> order = Topological(before, after);
        int last = 0;
        foreach (int vertex in order)
        {
            int rank = before[vertex].Select(source => graph.Vertices[source].Rank + 1).DefaultIfEmpty(0).Max();
            graph.Vertices[vertex].Rank = rank;
            last = Math.Max(last, rank);
        }
        foreach (Vertex vertex in graph.Vertices.Where(vertex => vertex.Pin == RankPin.Last))
            vertex.Rank = last;
        for (int i = order.Count - 1; i >= 0; i--)
            MoveLate(graph, order[i], before, after);
        CloseGaps(graph);
    }

    private static void MoveLate(LayeredGraph graph, int index, List<int>[] before, List<int>[] after)
    {
        if (graph.Vertices[index].Pin == RankPin.None && after[index].Count > 0 && after[index].Count >= before[index].Count)
            graph.Vertices[index].Rank = after[index].Min(target => graph.Vertices[target].Rank) - 1;
    }

    // Ranks that everybody has left.
    private static void CloseGaps(LayeredGraph graph)
    {
        int[] used = [.. graph.Vertices.Select(vertex => vertex.Rank).Distinct().Order()];
        foreach (Vertex vertex in graph.Vertices)
            vertex.Rank = Array.BinarySearch(used, vertex.Rank);
    }

    private static List<int> Topological(List<int>[] before, List<int>[] after)
    {
        int[] missing = [.. before.Select(sources => sources.Count)];
        var ready = new Queue<int>(Enumerable.Range(0, before.Length).Where(i => missing[i] == 0));
        var order = new List<int>(before.Length);
        while (ready.TryDequeue(out int vertex))
        {
            order.Add(vertex);
            foreach (int target in after[vertex])
            {
                if (--missing[target] == 0)
                    ready.Enqueue(target);
            }
        }
        return order.Count == before.Length ? order : throw new ArgumentException("Ranking: expected edges without a circle; got some with one.");
    }
}
