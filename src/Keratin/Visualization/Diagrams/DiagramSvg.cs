using System.Globalization;
using Keratin.Visualization.Diagrams.Layout;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Diagrams;

/// <summary>Draws a diagram.</summary>
internal sealed class DiagramSvg
{
    private const double Margin = 20, HeadingSize = 16, SubtitleSize = 12, HeadingHeight = 56, MaxHeadingWidth = 900;
    private const double Radius = 6, StripeWidth = 5, Tint = 0.1, EdgeWidth = 1.4, HeadLength = 8, HeadHalf = 3.6, InnerBorder = 3;

    private readonly SvgWriter _svg = new();
    private readonly Diagram _diagram;
    private readonly BoxText[] _texts;
    private readonly FrameText[] _frameTexts;
    private readonly DiagramLayout _layout;
    private readonly bool _isDown;

    private DiagramSvg(Diagram diagram, RankDir direction)
    {
        _diagram = diagram;
        _isDown = direction == RankDir.TB;
        _texts = [.. diagram.Nodes.Select(node => new BoxText(node))];
        _frameTexts = [.. diagram.Frames.Select(frame => new FrameText(frame))];
        _layout = DiagramLayout.Of(
            diagram, [.. _texts.Select(text => (text.Width, text.Height))], [.. _frameTexts.Select(text => (text.Width, text.Height))], direction);
    }

    /// <summary>The document.</summary>
    public static string Write(Diagram diagram, RankDir direction) => new DiagramSvg(diagram, direction).Draw();

    private string Draw()
    {
        string heading = TextWidth.Shorten(XmlText.Clean(_diagram.Title), MaxHeadingWidth, HeadingSize, isBold: true);
        double headingWidth = Math.Max(TextWidth.Of(heading, HeadingSize, isBold: true), TextWidth.Of(_diagram.Subtitle, SubtitleSize));
        double width = Math.Ceiling(Math.Max(_layout.Width, headingWidth) + 2 * Margin);
        double height = Math.Ceiling(_layout.Height + HeadingHeight + 2 * Margin);
        _svg.Text(Margin, Margin + HeadingSize, heading, HeadingSize, isBold: true);
        _svg.Text(Margin, Margin + HeadingSize + 19, _diagram.Subtitle, SubtitleSize, "fill-muted");

        double left = Math.Floor((width - _layout.Width) / 2), top = Margin + HeadingHeight;
        for (int i = 0; i < _diagram.Frames.Count; i++)
            DrawFrame(_frameTexts[i], Moved(_layout.Frames[i], left, top), isOuter: _diagram.Frames[i].Parent == DiagramNode.NoFrame);
        foreach (PlacedRoute route in _layout.Routes)
            DrawRoute([.. route.Points.Select(point => (point.X + left, point.Y + top))], route.HasHead);
        for (int i = 0; i < _diagram.Nodes.Count; i++)
            DrawBox(_diagram.Nodes[i], _texts[i], Moved(_layout.Boxes[i], left, top));
        return SvgWriter.Document(width, height, $"Model {_diagram.Title}", Describe(), _svg.ToString());
    }

    private void DrawFrame(FrameText text, PlacedBox frame, bool isOuter)
    {
        _svg.Rect(frame.X, frame.Y, frame.Width, frame.Height, $"fill-{(isOuter ? "panel" : "page")} stroke-axis", radius: Radius + 4, strokeWidth: 1);
        for (int i = 0; i < text.Lines.Count; i++)
            _svg.Text(frame.X + FrameText.Margin, frame.Y + FrameText.Baseline(i), text.Lines[i], FrameText.Size, i == 0 ? "fill-ink" : "fill-muted", isBold: i == 0);
    }

    private void DrawBox(DiagramNode node, BoxText text, PlacedBox box)
    {
        string color = NodeKinds.Color(node.Kind);
        double radius = node.Kind is NodeKind.Input or NodeKind.Operation ? box.Height / 2.6 : Radius;
        _svg.OpenGroup(node.Text);
        // The page's colour below, so that nothing shines through the tint.
        _svg.Rect(box.X, box.Y, box.Width, box.Height, "fill-page", radius: radius);
        _svg.Rect(box.X, box.Y, box.Width, box.Height, $"fill-{color} stroke-{color}", Tint, radius, strokeWidth: node.IsOutput ? 2.4 : 1);
        if (node.Kind is NodeKind.Model)
            _svg.Rect(box.X + InnerBorder, box.Y + InnerBorder, box.Width - 2 * InnerBorder, box.Height - 2 * InnerBorder, $"fill-{color} stroke-{color}", 0, Radius - 2, 1);
        else if (node.Kind is not (NodeKind.Input or NodeKind.Operation))
            _svg.Path(Stripe(box), $"fill-{color}");
        _svg.Text(box.X + BoxText.Left, box.Y + BoxText.TitleBaseline, text.Title, BoxText.TitleSize, isBold: true);
        for (int i = 0; i < text.Lines.Count; i++)
            _svg.Text(box.X + BoxText.Left, box.Y + BoxText.Baseline(i), text.Lines[i], BoxText.LineSize, i == 0 && text.HasName ? "fill-ink" : "fill-muted");
        _svg.CloseGroup();
    }

    // Round where the box is.
    private static string Stripe(PlacedBox box) => new PathData()
        .MoveTo(box.X + StripeWidth, box.Y)
        .LineTo(box.X + StripeWidth, box.Bottom)
        .CurveTo(box.X + 1, box.Bottom, box.X, box.Bottom - 1, box.X, box.Bottom - Radius)
        .LineTo(box.X, box.Y + Radius)
        .CurveTo(box.X, box.Y + 1, box.X + 1, box.Y, box.X + StripeWidth, box.Y)
        .Close().ToString();

    private void DrawRoute((double X, double Y)[] points, bool hasHead)
    {
        var tip = points[^1];
        // The line ends inside the head, not at its tip, which it would make blunt.
        if (hasHead)
            points[^1] = _isDown ? (tip.X, tip.Y - HeadLength / 2) : (tip.X - HeadLength / 2, tip.Y);
        PathData data = new PathData().MoveTo(points[0].X, points[0].Y);
        for (int i = 1; i < points.Length; i++)
            Append(data, points[i - 1], points[i]);
        _svg.Path(data.ToString(), "line stroke-muted", EdgeWidth);
        if (!hasHead)
            return;
        var (left, right) = _isDown
            ? ((tip.X - HeadHalf, tip.Y - HeadLength), (tip.X + HeadHalf, tip.Y - HeadLength))
            : ((tip.X - HeadLength, tip.Y - HeadHalf), (tip.X - HeadLength, tip.Y + HeadHalf));
        _svg.Path(new PathData().MoveTo(tip.X, tip.Y).LineTo(left.Item1, left.Item2).LineTo(right.Item1, right.Item2).Close().ToString(), "fill-muted");
    }

    private void Append(PathData data, (double X, double Y) from, (double X, double Y) to)
    {
        if (Math.Abs(_isDown ? to.X - from.X : to.Y - from.Y) < 0.01)
            data.LineTo(to.X, to.Y);
        else if (_isDown)
            data.CurveTo(from.X, (from.Y + to.Y) / 2, to.X, (from.Y + to.Y) / 2, to.X, to.Y);
        else
            data.CurveTo((from.X + to.X) / 2, from.Y, (from.X + to.X) / 2, to.Y, to.X, to.Y);
    }

    private string Describe()
    {
        IEnumerable<string> Named(Func<DiagramNode, bool> which) => _diagram.Nodes.Where(which).Select(node => node.Text);
        string inputs = string.Join("; ", Named(node => node.Kind == NodeKind.Input)), outputs = string.Join("; ", Named(node => node.IsOutput));
        return string.Create(
            CultureInfo.InvariantCulture, $"{_diagram.Subtitle}. {_diagram.Nodes.Count} boxes and {_diagram.Edges.Count} arrows, from {inputs} to {outputs}.");
    }

    private static PlacedBox Moved(PlacedBox box, double x, double y) => box with { X = box.X + x, Y = box.Y + y };
}
