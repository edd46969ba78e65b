namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>A graph on its way through the method of Sugiyama: vertices get ranks, then an order within their rank, then places.</summary>
/// <remarks>
/// The picture runs along one axis, from rank to rank; across it lie the vertices of a rank. Which of the two is down on the screen is not known
/// here. An edge over several ranks has a dummy vertex in each rank between, so that it has a place there that no box takes.
/// </remarks>
internal sealed class LayeredGraph
{
    /// <summary>The boxes in the order in which they were added, behind them the dummies.</summary>
    public List<Vertex> Vertices { get; } = [];

    /// <summary>Edges as they were added.</summary>
    public List<(int From, int To)> Edges { get; } = [];

    /// <summary>Of each edge the vertices it goes through: from, dummies, to.</summary>
    public List<int[]> Chains { get; } = [];

    /// <summary>The vertices of each rank in their order.</summary>
    public List<List<int>> Ranks { get; private set; } = [];

    /// <summary>Adds a box.</summary>
    public int Add(double across, double along, RankPin pin = RankPin.None)
    {
        Vertices.Add(new Vertex(across, along, pin, isDummy: false));
        return Vertices.Count - 1;
    }

    /// <summary>Adds an edge; both ends were added before, and edges make no circle.</summary>
    public void Connect(int from, int to) => Edges.Add((from, to));

    /// <summary>Puts dummies on long edges and lists the vertices of each rank in the order of a walk along the edges.</summary>
    public void Split()
    {
        foreach (var (from, to) in Edges)
        {
            var chain = new List<int> { from };
            for (int rank = Vertices[from].Rank + 1; rank < Vertices[to].Rank; rank++)
            {
                Vertices.Add(new Vertex(0, 0, RankPin.None, isDummy: true) { Rank = rank });
                chain.Add(Vertices.Count - 1);
            }
            chain.Add(to);
            for (int i = 1; i < chain.Count; i++)
            {
                Vertices[chain[i - 1]].After.Add(chain[i]);
                Vertices[chain[i]].Before.Add(chain[i - 1]);
            }
            Chains.Add([.. chain]);
        }
        ListRanks();
    }

    /// <summary>Writes into the vertices where in its rank each stands.</summary>
    public void Number()
    {
        foreach (List<int> rank in Ranks)
        {
            for (int i = 0; i < rank.Count; i++)
                Vertices[rank[i]].Order = i;
        }
    }

    // Depth first, so that what hangs together lies together: a chain begun on one side stays there.
    private void ListRanks()
    {
        Ranks = [.. Enumerable.Range(0, Vertices.Count == 0 ? 0 : Vertices.Max(vertex => vertex.Rank) + 1).Select(_ => new List<int>())];
        var seen = new bool[Vertices.Count];
        var stack = new Stack<int>();
        foreach (int start in Enumerable.Range(0, Vertices.Count).Where(i => Vertices[i].Before.Count == 0))
        {
            stack.Push(start);
            while (stack.TryPop(out int vertex))
            {
                if (seen[vertex])
                    continue;
                seen[vertex] = true;
                Ranks[Vertices[vertex].Rank].Add(vertex);
                for (int i = Vertices[vertex].After.Count - 1; i >= 0; i--)
                    stack.Push(Vertices[vertex].After[i]);
            }
        }
        Number();
    }
}
