namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Places the vertices of each rank across, so that long edges are straight and vertices lie in the middle of their neighbours.</summary>
/// <remarks>
/// Brandes, Köpf: "Fast and simple horizontal coordinate assignment", 2001. Each vertex is aligned with its median neighbour, which makes blocks; blocks are
/// pushed together; that is done four times, from above and from below, from the left and from the right, and each vertex gets the mean of its two middle
/// places. Blocks are pushed together by longest ways in the graph of their neighbourhoods: the method's own way can let vertices overlap, as its authors
/// wrote in 2020.
/// </remarks>
internal sealed class Coordinates
{
    private readonly LayeredGraph _graph;
    private readonly Func<Vertex, Vertex, double> _gap;
    private readonly HashSet<(int Upper, int Lower)> _conflicts = [];

    private Coordinates(LayeredGraph graph, Func<Vertex, Vertex, double> gap) => (_graph, _gap) = (graph, gap);

    /// <summary>Sets every vertex's <see cref="Vertex.Middle"/>; the leftmost box begins at 0.</summary>
    /// <param name="graph">With ranks and order.</param>
    /// <param name="gap">The least room between two neighbours in a rank.</param>
    public static void Assign(LayeredGraph graph, Func<Vertex, Vertex, double> gap)
    {
        if (graph.Vertices.Count == 0)
            return;
        var coordinates = new Coordinates(graph, gap);
        coordinates.FindConflicts();
        coordinates.KeepLinesStraight();
        double[][] four = [.. new[] { (true, true), (true, false), (false, true), (false, false) }.Select(way => coordinates.Place(way.Item1, way.Item2))];
        coordinates.Balance(four);
    }

    // A box shall stand in line with a box: of a residual block the layers, while the shortcut goes around them.
    private IEnumerable<int> Preferred(List<int> neighbours) =>
        neighbours.Exists(IsBox) ? neighbours.Where(IsBox) : neighbours;

    private void KeepLinesStraight()
    {
        for (int i = 0; i < _graph.Vertices.Count; i++)
        {
            Vertex vertex = _graph.Vertices[i];
            if (vertex.IsDummy)
                continue;
            if (vertex.After.Exists(IsBox))
                _conflicts.UnionWith(vertex.After.Where(after => !IsBox(after)).Select(after => (i, after)));
            if (vertex.Before.Exists(IsBox))
                _conflicts.UnionWith(vertex.Before.Where(before => !IsBox(before)).Select(before => (before, i)));
        }
    }

    private bool IsBox(int index) => !_graph.Vertices[index].IsDummy;

    // Where an edge crosses the inner part of a long one, the long one shall be straight: the other may not be aligned.
    private void FindConflicts()
    {
        for (int rank = 1; rank < _graph.Ranks.Count; rank++)
        {
            List<int> upper = _graph.Ranks[rank - 1], lower = _graph.Ranks[rank];
            int from = 0, next = 0;
            for (int i = 0; i < lower.Count; i++)
            {
                int inner = InnerNeighbour(lower[i]);
                if (i < lower.Count - 1 && inner < 0)
                    continue;
                int to = inner < 0 ? upper.Count - 1 : _graph.Vertices[inner].Order;
                for (; next <= i; next++)
                {
                    foreach (int neighbour in _graph.Vertices[lower[next]].Before)
                    {
                        int order = _graph.Vertices[neighbour].Order;
                        if (order < from || order > to)
                            _conflicts.Add((neighbour, lower[next]));
                    }
                }
                from = to;
            }
        }
    }

    private int InnerNeighbour(int index)
    {
        Vertex vertex = _graph.Vertices[index];
        return vertex is { IsDummy: true, Before: [var before] } && _graph.Vertices[before].IsDummy ? before : -1;
    }

    // One of the four: from above or from below, everything as far left or as far right as it goes.
    private double[] Place(bool isDown, bool isLeft)
    {
        int[][] ranks = [.. _graph.Ranks.Select(rank => isLeft ? rank.ToArray() : [.. Enumerable.Reverse(rank)])];
        int[] order = new int[_graph.Vertices.Count];
        foreach (int[] rank in ranks)
        {
            for (int i = 0; i < rank.Length; i++)
                order[rank[i]] = i;
        }
        int[] roots = Align(isDown ? ranks : [.. Enumerable.Reverse(ranks)], order, isDown);
        double[] places = Compact(ranks, roots);
        return isLeft ? places : [.. places.Select(place => -place)];
    }

    // Each vertex's block, named by its first vertex.
    private int[] Align(int[][] ranks, int[] order, bool isDown)
    {
        int[] roots = [.. Enumerable.Range(0, order.Length)], aligned = [.. roots];
        foreach (int[] rank in ranks)
        {
            int last = -1;
            foreach (int vertex in rank)
            {
                int[] neighbours = [.. Preferred(isDown ? _graph.Vertices[vertex].Before : _graph.Vertices[vertex].After).OrderBy(neighbour => order[neighbour])];
                // With an even number there are two in the middle; the first that can be had is taken.
                for (int i = (neighbours.Length - 1) / 2; neighbours.Length > 0 && i <= neighbours.Length / 2; i++)
                {
                    int neighbour = neighbours[i];
                    bool isConflict = _conflicts.Contains(isDown ? (neighbour, vertex) : (vertex, neighbour));
                    if (aligned[vertex] != vertex || order[neighbour] <= last || isConflict)
                        continue;
                    aligned[neighbour] = vertex;
                    aligned[vertex] = roots[vertex] = roots[neighbour];
                    last = order[neighbour];
                }
            }
        }
        return roots;
    }

    private double[] Compact(int[][] ranks, int[] roots)
    {
        var apart = new Dictionary<(int Left, int Right), double>();
        foreach (int[] rank in ranks)
        {
            for (int i = 1; i < rank.Length; i++)
            {
                (int, int) pair = (roots[rank[i - 1]], roots[rank[i]]);
                apart[pair] = Math.Max(apart.GetValueOrDefault(pair), Apart(rank[i - 1], rank[i]));
            }
        }
        ILookup<int, (int Other, double Apart)> right = apart.ToLookup(pair => pair.Key.Left, pair => (pair.Key.Right, pair.Value));
        ILookup<int, (int Other, double Apart)> left = apart.ToLookup(pair => pair.Key.Right, pair => (pair.Key.Left, pair.Value));
        List<int> blocks = SortBlocks(roots, left, right);
        double[] places = new double[roots.Length];
        foreach (int block in blocks)
            places[block] = left[block].Select(other => places[other.Other] + other.Apart).DefaultIfEmpty(0).Max();
        // Then back, to where the next block lets it: what hangs on a block far right follows it.
        foreach (int block in Enumerable.Reverse(blocks))
            places[block] = Math.Max(places[block], right[block].Select(other => places[other.Other] - other.Apart).DefaultIfEmpty(double.NegativeInfinity).Min());
        return [.. roots.Select(root => places[root])];
    }

    private double Apart(int left, int right)
    {
        Vertex first = _graph.Vertices[left], second = _graph.Vertices[right];
        return (first.Across + second.Across) / 2 + _gap(first, second);
    }

    private static List<int> SortBlocks(int[] roots, ILookup<int, (int Other, double Apart)> left, ILookup<int, (int Other, double Apart)> right)
    {
        int[] blocks = [.. roots.Distinct()];
        var missing = blocks.ToDictionary(block => block, block => left[block].Count());
        var ready = new Queue<int>(blocks.Where(block => missing[block] == 0));
        var sorted = new List<int>(blocks.Length);
        while (ready.TryDequeue(out int block))
        {
            sorted.Add(block);
            foreach (var (other, _) in right[block])
            {
                if (--missing[other] == 0)
                    ready.Enqueue(other);
            }
        }
        return sorted;
    }

    // The narrowest of the four stays; the others are laid over it, left ones at its left end, right ones at its right end.
    private void Balance(double[][] four)
    {
        (double Least, double Most)[] ends = [.. four.Select(Ends)];
        int narrowest = Enumerable.Range(0, four.Length).MinBy(i => ends[i].Most - ends[i].Least);
        for (int i = 0; i < _graph.Vertices.Count; i++)
        {
            double[] places = [.. four.Select((one, way) =>
                one[i] + (way % 2 == 0 ? ends[narrowest].Least - ends[way].Least : ends[narrowest].Most - ends[way].Most)).Order()];
            _graph.Vertices[i].Middle = (places[1] + places[2]) / 2;
        }
        double least = _graph.Vertices.Min(vertex => vertex.Middle - vertex.Across / 2);
        foreach (Vertex vertex in _graph.Vertices)
            vertex.Middle -= least;
    }

    private (double Least, double Most) Ends(double[] places)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int i = 0; i < places.Length; i++)
        {
            double half = _graph.Vertices[i].Across / 2;
            (least, most) = (Math.Min(least, places[i] - half), Math.Max(most, places[i] + half));
        }
        return (least, most);
    }
}
