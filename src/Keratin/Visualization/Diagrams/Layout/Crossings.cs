namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Orders the vertices of each rank so that few edges cross.</summary>
/// <remarks>
/// Sugiyama, Tagawa, Toda 1981: sweeps down and up, each vertex to the mean place of its neighbours in the rank before; then neighbours in a rank
/// change places where that helps (Gansner, Koutsofios, North, Vo 1993). The best order seen stays.
/// </remarks>
internal static class Crossings
{
    private const int MaxSweeps = 24, Patience = 6;

    public static void Reduce(LayeredGraph graph)
    {
        int[][] best = Copy(graph);
        long fewest = Count(graph);
        for (int sweep = 0, since = 0; sweep < MaxSweeps && fewest > 0 && since < Patience; sweep++, since++)
        {
            Sweep(graph, isDown: sweep % 2 == 0);
            Exchange(graph);
            long crossings = Count(graph);
            if (crossings >= fewest)
                continue;
            (fewest, best, since) = (crossings, Copy(graph), 0);
        }
        for (int rank = 0; rank < best.Length; rank++)
        {
            graph.Ranks[rank].Clear();
            graph.Ranks[rank].AddRange(best[rank]);
        }
        graph.Number();
    }

    /// <summary>How many pairs of edges cross.</summary>
    public static long Count(LayeredGraph graph)
    {
        long sum = 0;
        for (int rank = 1; rank < graph.Ranks.Count; rank++)
            sum += CountBetween(graph, graph.Ranks[rank - 1], graph.Ranks[rank].Count);
        return sum;
    }

    // Edges sorted by their upper ends: two cross where the lower ends are the other way round. A Fenwick tree counts those.
    private static long CountBetween(LayeredGraph graph, List<int> upper, int lowerCount)
    {
        int[] tree = new int[lowerCount + 1];
        long crossings = 0;
        int seen = 0;
        foreach (int vertex in upper)
        {
            int[] targets = [.. graph.Vertices[vertex].After.Select(target => graph.Vertices[target].Order)];
            foreach (int target in targets)
            {
                int before = 0;
                for (int i = target + 1; i > 0; i -= i & -i)
                    before += tree[i];
                crossings += seen - before;
            }
            foreach (int target in targets)
            {
                for (int i = target + 1; i <= lowerCount; i += i & -i)
                    tree[i]++;
                seen++;
            }
        }
        return crossings;
    }

    private static void Sweep(LayeredGraph graph, bool isDown)
    {
        int count = graph.Ranks.Count;
        for (int step = 1; step < count; step++)
        {
            List<int> rank = graph.Ranks[isDown ? step : count - 1 - step];
            double[] places = [.. rank.Select(vertex => Place(graph, vertex, isDown))];
            // Stable: who has no opinion, or the same one, stays in order.
            int[] sorted = [.. Enumerable.Range(0, rank.Count).OrderBy(i => places[i]).Select(i => rank[i])];
            for (int i = 0; i < sorted.Length; i++)
                graph.Vertices[rank[i] = sorted[i]].Order = i;
        }
    }

    private static double Place(LayeredGraph graph, int index, bool isDown)
    {
        Vertex vertex = graph.Vertices[index];
        List<int> neighbours = isDown ? vertex.Before : vertex.After;
        return neighbours.Count == 0 ? vertex.Order : neighbours.Average(neighbour => graph.Vertices[neighbour].Order);
    }

    private static void Exchange(LayeredGraph graph)
    {
        bool hasChanged = true;
        for (int round = 0; hasChanged && round < Patience; round++)
        {
            hasChanged = false;
            foreach (List<int> rank in graph.Ranks)
            {
                for (int i = 1; i < rank.Count; i++)
                {
                    Vertex left = graph.Vertices[rank[i - 1]], right = graph.Vertices[rank[i]];
                    if (Crossed(graph, left, right) <= Crossed(graph, right, left))
                        continue;
                    (rank[i - 1], rank[i]) = (rank[i], rank[i - 1]);
                    (left.Order, right.Order) = (i, i - 1);
                    hasChanged = true;
                }
            }
        }
    }

    // Crossings of the edges of two neighbours with each other, the first one standing left.
    private static long Crossed(LayeredGraph graph, Vertex left, Vertex right) =>
        Crossed(graph, left.Before, right.Before) + Crossed(graph, left.After, right.After);

    private static long Crossed(LayeredGraph graph, List<int> left, List<int> right)
    {
        long crossings = 0;
        foreach (int l in left)
        {
            foreach (int r in right)
                crossings += graph.Vertices[l].Order > graph.Vertices[r].Order ? 1 : 0;
        }
        return crossings;
    }

    private static int[][] Copy(LayeredGraph graph) => [.. graph.Ranks.Select(rank => rank.ToArray())];
}
