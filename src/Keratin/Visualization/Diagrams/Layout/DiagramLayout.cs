namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Where everything in a diagram is.</summary>
/// <remarks>
/// A frame is laid out by itself and is then one box of what is around it. An edge that goes in or out passes its border at a port, of which there
/// is one for each box that edges come from.
/// </remarks>
internal sealed class DiagramLayout
{
    private const double Padding = 16;

    private readonly Diagram _diagram;
    private readonly bool _isDown;
    private readonly FrameContents[] _frames;
    private readonly FrameContents _page;
    private readonly IReadOnlyList<(double Width, double Height)> _sizes, _titles;

    private DiagramLayout(
        Diagram diagram, IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(double Width, double Height)> titles, RankDir direction)
    {
        (_diagram, _sizes, _titles, _isDown) = (diagram, sizes, titles, direction == RankDir.TB);
        Boxes = new PlacedBox[diagram.Nodes.Count];
        Frames = new PlacedBox[diagram.Frames.Count];
        _page = new FrameContents();
        _frames = [.. diagram.Frames.Select(_ => new FrameContents())];
    }

    /// <summary>The boxes, in the diagram's order.</summary>
    public PlacedBox[] Boxes { get; }

    /// <summary>The frames, in the diagram's order.</summary>
    public PlacedBox[] Frames { get; }

    /// <summary>The edges.</summary>
    public List<PlacedRoute> Routes { get; } = [];

    /// <summary>Width of the whole.</summary>
    public double Width { get; private set; }

    /// <summary>Height of the whole.</summary>
    public double Height { get; private set; }

    /// <summary>Lays out a diagram.</summary>
    /// <param name="diagram">The diagram.</param>
    /// <param name="sizes">Of each box.</param>
    /// <param name="titles">Of the corner of each frame that its title takes.</param>
    /// <param name="direction">Which way it runs.</param>
    public static DiagramLayout Of(
        Diagram diagram, IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(double Width, double Height)> titles, RankDir direction)
    {
        var layout = new DiagramLayout(diagram, sizes, titles, direction);
        layout.Distribute();
        // Frames stand behind those around them, so backwards the inner ones come first.
        for (int frame = diagram.Frames.Count - 1; frame >= 0; frame--)
            layout.LayOut(frame);
        layout.LayOut(DiagramNode.NoFrame);
        layout.Place(DiagramNode.NoFrame, 0, 0);
        (layout.Width, layout.Height) = layout.Screen(layout._page.Across, layout._page.Along);
        return layout;
    }

    private FrameContents Contents(int frame) => frame == DiagramNode.NoFrame ? _page : _frames[frame];

    // Gives each frame its boxes, inner frames and ports, and the parts of the edges that lie in it.
    private void Distribute()
    {
        for (int i = 0; i < _diagram.Nodes.Count; i++)
            Contents(_diagram.Nodes[i].Frame).Add(FrameItem.Box(i));
        for (int i = 0; i < _diagram.Frames.Count; i++)
            Contents(_diagram.Frames[i].Parent).Add(FrameItem.Frame(i));
        foreach (DiagramEdge edge in _diagram.Edges)
        {
            List<int> outward = Around(edge.From), inward = Around(edge.To);
            // The innermost frame that both are in, at the latest the page.
            int shared = outward.First(inward.Contains);
            FrameItem from = FrameItem.Box(edge.From), to = FrameItem.Box(edge.To);
            foreach (int frame in outward.TakeWhile(frame => frame != shared))
            {
                Contents(frame).Connect(from, FrameItem.Exit(edge.From), edge.From);
                from = FrameItem.Frame(frame);
            }
            foreach (int frame in inward.TakeWhile(frame => frame != shared))
            {
                Contents(frame).Connect(FrameItem.Entry(edge.From), to, edge.From);
                to = FrameItem.Frame(frame);
            }
            Contents(shared).Connect(from, to, edge.From);
        }
    }

    // The frames around a box, from the innermost one to the page.
    private List<int> Around(int node)
    {
        var frames = new List<int>();
        for (int frame = _diagram.Nodes[node].Frame; frame != DiagramNode.NoFrame; frame = _diagram.Frames[frame].Parent)
            frames.Add(frame);
        frames.Add(DiagramNode.NoFrame);
        return frames;
    }

    private void LayOut(int frame)
    {
        FrameContents contents = Contents(frame);
        IReadOnlyList<LevelLink> links = [.. contents.Links.Select(link => new LevelLink(
            link.From, link.To, Offset(contents.Items[link.From], link.Source, isExit: true) ?? 0, Offset(contents.Items[link.To], link.Source, isExit: false)))];
        LevelLayout level = LevelLayout.Of(contents.Items.Select(Size), links);
        contents.Level = level;
        (contents.Across, contents.Along) = (level.Across, level.Along);
        if (frame == DiagramNode.NoFrame)
            return;
        if (_isDown)
            AddBorder(contents, _titles[frame]);
        else
            AddBorderAside(contents, _titles[frame]);
    }

    // The title is in the upper left corner. Edges come in from above: the first of them passes on its right.
    private static void AddBorder(FrameContents contents, (double Width, double Height) title)
    {
        double first = Enumerable.Range(0, contents.Items.Count).Where(i => contents.Items[i].Kind == FrameItemKind.Entry)
            .Select(contents.Level!.Middle).DefaultIfEmpty(double.PositiveInfinity).Min();
        contents.AcrossStart = Math.Max(Padding, title.Width - first);
        contents.Across = Math.Max(contents.AcrossStart + contents.Level.Across + Padding, title.Width);
        contents.AlongStart = title.Height;
        contents.Along = title.Height + contents.Level.Along + Padding;
    }

    // Edges come in from the left, below the title.
    private static void AddBorderAside(FrameContents contents, (double Width, double Height) title)
    {
        contents.AcrossStart = title.Height + Padding / 2;
        contents.Across = contents.AcrossStart + contents.Level!.Across + Padding;
        contents.Along = Math.Max(contents.Level.Along + 2 * Padding, title.Width);
        contents.AlongStart = (contents.Along - contents.Level.Along) / 2;
    }

    private (double Across, double Along, RankPin Pin) Size(FrameItem item) => item.Kind switch
    {
        FrameItemKind.Box => Abstract(_sizes[item.Index].Width, _sizes[item.Index].Height),
        FrameItemKind.Frame => (_frames[item.Index].Across, _frames[item.Index].Along, RankPin.None),
        FrameItemKind.Entry => (0, 0, RankPin.First),
        _ => (0, 0, RankPin.Last),
    };

    private (double Across, double Along, RankPin Pin) Abstract(double width, double height) =>
        _isDown ? (width, height, RankPin.None) : (height, width, RankPin.None);

    // Where on the border of a frame what comes from a box passes; ports lie where they are, boxes let the layout choose.
    private double? Offset(FrameItem item, int source, bool isExit)
    {
        if (item.Kind is FrameItemKind.Entry or FrameItemKind.Exit)
            return 0;
        if (item.Kind == FrameItemKind.Box)
            return null;
        FrameContents inside = _frames[item.Index];
        int port = inside.IndexOf(isExit ? FrameItem.Exit(source) : FrameItem.Entry(source));
        return inside.AcrossStart + inside.Level!.Middle(port) - inside.Across / 2;
    }

    private void Place(int frame, double across, double along)
    {
        FrameContents contents = Contents(frame);
        LevelLayout level = contents.Level!;
        double left = across + contents.AcrossStart, top = along + contents.AlongStart;
        for (int i = 0; i < contents.Items.Count; i++)
        {
            FrameItem item = contents.Items[i];
            var (itemAcross, itemAlong, _) = Size(item);
            double x = left + level.Middle(i) - itemAcross / 2, y = top + level.Start(i);
            if (item.Kind == FrameItemKind.Box)
                Boxes[item.Index] = OnScreen(x, y, itemAcross, itemAlong);
            if (item.Kind != FrameItemKind.Frame)
                continue;
            Frames[item.Index] = OnScreen(x, y, itemAcross, itemAlong);
            Place(item.Index, x, y);
        }
        for (int i = 0; i < contents.Links.Count; i++)
            Routes.Add(Route(contents, i, across, along));
    }

    // Ports lie on the outer ranks; from there to the border it is straight.
    private PlacedRoute Route(FrameContents contents, int link, double across, double along)
    {
        List<Knot> knots = contents.Level!.Route(link);
        FrameItem from = contents.Items[contents.Links[link].From], to = contents.Items[contents.Links[link].To];
        if (from.Kind == FrameItemKind.Entry)
            knots.Insert(0, new(knots[0].Across, -contents.AlongStart));
        if (to.Kind == FrameItemKind.Exit)
            knots.Add(new(knots[^1].Across, contents.Along - contents.AlongStart));
        return new([.. knots.Select(knot => Screen(across + contents.AcrossStart + knot.Across, along + contents.AlongStart + knot.Along))],
            to.Kind == FrameItemKind.Box);
    }

    private PlacedBox OnScreen(double across, double along, double sizeAcross, double sizeAlong)
    {
        var (x, y) = Screen(across, along);
        var (width, height) = Screen(sizeAcross, sizeAlong);
        return new(x, y, width, height);
    }

    private (double X, double Y) Screen(double across, double along) => _isDown ? (across, along) : (along, across);
}
