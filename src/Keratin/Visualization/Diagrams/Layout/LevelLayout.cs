namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Places boxes in ranks and leads edges between them. No two boxes meet, and no edge meets a box it does not belong to.</summary>
/// <remarks>
/// Each rank is a band that nothing but its boxes, and edges straight through, lies in. Edges move across only in the gaps between bands.
/// </remarks>
internal sealed class LevelLayout
{
    // Of the gap between two bands the last part is straight, for the arrow's head.
    private const double Approach = 12, Gap = 26, BorderGap = 2, MaxSlant = 60, Slant = 0.1;

    // Between two boxes, a box and an edge, two edges; and between two arrows that arrive at one box.
    private const double BoxGap = 28, BoxEdgeGap = 20, EdgeGap = 14, PortGap = 14, PortMargin = 10;

    private readonly LayeredGraph _graph = new();
    private readonly IReadOnlyList<LevelLink> _links;
    private readonly double[] _ports;
    private double[] _bands = [], _bandSizes = [];

    private LevelLayout(IEnumerable<(double Across, double Along, RankPin Pin)> items, IReadOnlyList<LevelLink> links)
    {
        foreach (var (across, along, pin) in items)
            _graph.Add(across, along, pin);
        _links = links;
        foreach (LevelLink link in links)
            _graph.Connect(link.From, link.To);
        _ports = new double[links.Count];
    }

    /// <summary>Size of the whole, across.</summary>
    public double Across { get; private set; }

    /// <summary>Size of the whole, along.</summary>
    public double Along { get; private set; }

    /// <summary>Lays out the items.</summary>
    public static LevelLayout Of(IEnumerable<(double Across, double Along, RankPin Pin)> items, IReadOnlyList<LevelLink> links)
    {
        var layout = new LevelLayout(items, links);
        Ranking.Assign(layout._graph);
        layout._graph.Split();
        Crossings.Reduce(layout._graph);
        Coordinates.Assign(layout._graph, Apart);
        layout.Across = layout._graph.Vertices.Select(vertex => vertex.Middle + vertex.Across / 2).DefaultIfEmpty(0).Max();
        layout.PlacePorts();
        layout.PlaceBands();
        return layout;
    }

    /// <summary>Place of an item's middle, across.</summary>
    public double Middle(int item) => _graph.Vertices[item].Middle;

    /// <summary>Where an item begins, along. Boxes lie in the middle of their band, pins at its outer end.</summary>
    public double Start(int item)
    {
        Vertex vertex = _graph.Vertices[item];
        double spare = _bandSizes[vertex.Rank] - vertex.Along;
        return _bands[vertex.Rank] + vertex.Pin switch { RankPin.First => 0, RankPin.Last => spare, _ => spare / 2 };
    }

    /// <summary>The way of an edge.</summary>
    public List<Knot> Route(int link)
    {
        int[] chain = _graph.Chains[link];
        Vertex from = _graph.Vertices[chain[0]];
        double across = from.Middle + _links[link].FromOffset;
        List<Knot> knots = [new(across, Start(chain[0]) + from.Along), new(across, BandEnd(from.Rank))];
        foreach (Vertex dummy in chain[1..^1].Select(index => _graph.Vertices[index]))
            knots.AddRange([new(dummy.Middle, _bands[dummy.Rank]), new(dummy.Middle, BandEnd(dummy.Rank))]);
        double port = _ports[link];
        knots.AddRange([new(port, _bands[_graph.Vertices[chain[^1]].Rank] - Approach), new(port, Start(chain[^1]))]);
        return knots;
    }

    private double BandEnd(int rank) => _bands[rank] + _bandSizes[rank];

    private static double Apart(Vertex left, Vertex right) => (left.IsDummy, right.IsDummy) switch
    {
        (false, false) => BoxGap,
        (true, true) => EdgeGap,
        _ => BoxEdgeGap,
    };

    private void PlacePorts()
    {
        for (int i = 0; i < _links.Count; i++)
            _ports[i] = Middle(_links[i].To) + (_links[i].ToOffset ?? 0);
        foreach (var arriving in Enumerable.Range(0, _links.Count).Where(i => _links[i].ToOffset is null).GroupBy(i => _links[i].To))
        {
            int[] links = [.. arriving.OrderBy(Source)];
            if (links.Length > 1)
                Spread(links, _graph.Vertices[arriving.Key]);
        }
    }

    // Each arrives as straight as it can, at a distance from the others, in the order they come in.
    private void Spread(int[] links, Vertex box)
    {
        double room = Math.Min(Math.Max(box.Across / 2 - PortMargin, 0), PortGap * (links.Length - 1));
        double apart = Math.Min(PortGap, 2 * room / (links.Length - 1));
        double next = box.Middle - room;
        foreach (int link in links)
        {
            _ports[link] = Math.Clamp(Source(link), next, Math.Max(next, box.Middle + room));
            next = _ports[link] + apart;
        }
        double last = box.Middle + room;
        foreach (int link in Enumerable.Reverse(links))
        {
            _ports[link] = Math.Min(_ports[link], last);
            last = _ports[link] - apart;
        }
        // Several that come from one place arrive on both sides of it.
        double shift = links.Average(link => Math.Clamp(Source(link), box.Middle - room, box.Middle + room) - _ports[link]);
        shift = Math.Clamp(shift, Math.Min(box.Middle - room - _ports[links[0]], 0), Math.Max(box.Middle + room - _ports[links[^1]], 0));
        foreach (int link in links)
            _ports[link] += shift;
    }

    // Where an edge comes from in the rank before that of its end.
    private double Source(int link)
    {
        int[] chain = _graph.Chains[link];
        return _graph.Vertices[chain[^2]].Middle + (chain.Length == 2 ? _links[link].FromOffset : 0);
    }

    private void PlaceBands()
    {
        int count = _graph.Ranks.Count;
        _bandSizes = [.. _graph.Ranks.Select(rank => rank.Max(vertex => _graph.Vertices[vertex].Along))];
        double[] slants = new double[count];
        for (int i = 0; i < _links.Count; i++)
        {
            int[] chain = _graph.Chains[i];
            for (int step = 1; step < chain.Length; step++)
            {
                double from = _graph.Vertices[chain[step - 1]].Middle + (step == 1 ? _links[i].FromOffset : 0);
                double to = step == chain.Length - 1 ? _ports[i] : _graph.Vertices[chain[step]].Middle;
                int rank = _graph.Vertices[chain[step]].Rank;
                slants[rank] = Math.Max(slants[rank], Math.Abs(to - from));
            }
        }
        _bands = new double[count];
        for (int rank = 1; rank < count; rank++)
            _bands[rank] = BandEnd(rank - 1) + (IsBorder(rank - 1) || IsBorder(rank) ? BorderGap : Gap) + Approach + Math.Min(slants[rank] * Slant, MaxSlant);
        Along = count == 0 ? 0 : BandEnd(count - 1);
    }

    private bool IsBorder(int rank) => _graph.Ranks[rank].TrueForAll(vertex => _graph.Vertices[vertex].Pin != RankPin.None);
}
