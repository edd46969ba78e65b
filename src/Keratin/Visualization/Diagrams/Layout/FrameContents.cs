namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>What lies in a frame, or on the page, and where.</summary>
internal sealed class FrameContents
{
    private readonly Dictionary<FrameItem, int> _indices = [];
    private readonly HashSet<(int From, int To, int Source)> _shared = [];

    public List<FrameItem> Items { get; } = [];

    /// <summary>Edges between items, each with the box it comes from in the end.</summary>
    public List<(int From, int To, int Source)> Links { get; } = [];

    /// <summary>Where the items are.</summary>
    public LevelLayout? Level { get; set; }

    /// <summary>Size with the border, across.</summary>
    public double Across { get; set; }

    /// <summary>Size with the border, along.</summary>
    public double Along { get; set; }

    /// <summary>Where the contents begin, across.</summary>
    public double AcrossStart { get; set; }

    /// <summary>Where the contents begin, along.</summary>
    public double AlongStart { get; set; }

    public void Add(FrameItem item)
    {
        if (_indices.TryAdd(item, Items.Count))
            Items.Add(item);
    }

    public int IndexOf(FrameItem item) => _indices[item];

    /// <summary>Adds an edge, with ports where it needs them. To a frame or port one edge from each box is enough; a box may get the same thing twice.</summary>
    public void Connect(FrameItem from, FrameItem to, int source)
    {
        Add(from);
        Add(to);
        var link = (_indices[from], _indices[to], source);
        if (_shared.Add(link) || (to.Kind == FrameItemKind.Box && from.Kind == FrameItemKind.Box))
            Links.Add(link);
    }
}
