using System.Globalization;
using System.Xml.Linq;
using Keratin.Visualization;
using Keratin.Visualization.Svg;

namespace Keratin.Tests.Visualization;

/// <summary>An SVG document taken apart again, by its text alone.</summary>
internal sealed class SvgPage
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public SvgPage(Chart chart)
    {
        Text = chart.ToSvg();
        Root = XDocument.Parse(Text).Root!;
        double[] box = [.. Root.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
        (Width, Height) = (box[2], box[3]);
    }

    public string Text { get; }

    public XElement Root { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>All text elements.</summary>
    public IEnumerable<XElement> Texts => Root.Descendants(Svg + "text");

    /// <summary>What stands in them.</summary>
    public IEnumerable<string> Words => Texts.Select(text => text.Value);

    /// <summary>The pictures inside, as files.</summary>
    public IEnumerable<byte[]> Images => Root.Descendants(Svg + "image").Select(image => Convert.FromBase64String(image.Attribute("href")!.Value["data:image/png;base64,".Length..]));

    /// <summary>The corners of a text, turned as it is.</summary>
    public static (double X, double Y)[] Corners(XElement text)
    {
        double x = Number(text.Attribute("x")!.Value), y = Number(text.Attribute("y")!.Value), size = Number(text.Attribute("font-size")!.Value);
        double width = TextWidth.Of(text.Value, size, text.Attribute("font-weight") is not null);
        double left = x - (text.Attribute("text-anchor")?.Value switch { "middle" => width / 2, "end" => width, _ => 0 });
        (double X, double Y)[] corners = [(left, y - (0.74 * size)), (left + width, y - (0.74 * size)), (left + width, y + (0.2 * size)), (left, y + (0.2 * size))];
        if (text.Attribute("transform") is not { } transform)
            return corners;
        double angle = Number(transform.Value["rotate(".Length..].Split(' ')[0]) * Math.PI / 180;
        return [.. corners.Select(corner => (
            x + ((corner.X - x) * Math.Cos(angle)) - ((corner.Y - y) * Math.Sin(angle)),
            y + ((corner.X - x) * Math.Sin(angle)) + ((corner.Y - y) * Math.Cos(angle))))];
    }

    /// <summary>Whether two texts cover each other: they do unless a side of one of them separates them. Here all are upright or turned by a right angle.</summary>
    public static bool Overlap(XElement a, XElement b)
    {
        var (p, q) = (Corners(a), Corners(b));
        return p.Min(c => c.X) < q.Max(c => c.X) && q.Min(c => c.X) < p.Max(c => c.X) && p.Min(c => c.Y) < q.Max(c => c.Y) && q.Min(c => c.Y) < p.Max(c => c.Y);
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
