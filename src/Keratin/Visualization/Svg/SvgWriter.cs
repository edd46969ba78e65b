using System.Globalization;
using System.Text;

namespace Keratin.Visualization.Svg;

/// <summary>Writes the few SVG elements that charts are made of.
/// Numbers have at most two decimals; text is escaped; output is the same on every machine.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>What was written so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>A number as attributes have it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no number: a mistake in a layout must not become a picture.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate is a finite number.");
        value = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        // Not -0.
        return (value == 0 ? 0 : value).ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>A whole document around what was drawn.</summary>
    public static string Document(double width, double height, string title, string description, string body)
    {
        string size = $"width=\"{Number(width)}\" height=\"{Number(height)}\"";
        return $"""
        <svg xmlns="http://www.w3.org/2000/svg" class="{Theme.Root}" {size} viewBox="0 0 {Number(width)} {Number(height)}" role="img" aria-label="{XmlText.Escape(title)}">
        <title>{XmlText.Escape(title)}</title>
        <desc>{XmlText.Escape(description)}</desc>
        <style>
        {Theme.StyleSheet}</style>
        <rect class="fill-page" {size}/>
        {body}</svg>

        """.ReplaceLineEndings("\n");
    }

    /// <summary>Begins a group with a tooltip for all in it.</summary>
    public void OpenGroup(string tooltip) => _text.Append("<g><title>").Append(XmlText.Escape(tooltip)).Append("</title>\n");

    /// <summary>Ends a group.</summary>
    public void CloseGroup() => _text.Append("</g>\n");

    /// <summary>A rectangle; <paramref name="radius"/> is of its corners, <paramref name="opacity"/> of its fill, <paramref name="tooltip"/> is shown when it is pointed at.</summary>
    public void Rect(
        double x, double y, double width, double height, string css, double opacity = 1, double radius = 0, double strokeWidth = 0, string? tooltip = null)
    {
        Begin("rect", css);
        Attribute("x", x);
        Attribute("y", y);
        Attribute("width", width);
        Attribute("height", height);
        if (radius > 0)
            Attribute("rx", radius);
        Stroke(strokeWidth, null);
        if (opacity < 1)
            Attribute("fill-opacity", opacity);
        End("rect", tooltip);
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string css, double width = 1, string? dash = null)
    {
        Begin("line", css);
        Attribute("x1", x1);
        Attribute("y1", y1);
        Attribute("x2", x2);
        Attribute("y2", y2);
        Stroke(width, dash);
        End("line", null);
    }

    /// <summary>A path; its data come from <see cref="PathData"/>.</summary>
    public void Path(string data, string css, double strokeWidth = 0, string? dash = null, string? tooltip = null)
    {
        Begin("path", css);
        _text.Append(" d=\"").Append(data).Append('"');
        Stroke(strokeWidth, dash);
        End("path", tooltip);
    }

    /// <summary>A circle.</summary>
    public void Circle(double x, double y, double radius, string css, double strokeWidth = 0, string? tooltip = null)
    {
        Begin("circle", css);
        Attribute("cx", x);
        Attribute("cy", y);
        Attribute("r", radius);
        Stroke(strokeWidth, null);
        End("circle", tooltip);
    }

    /// <summary>A line of text; <paramref name="y"/> is its baseline. Empty text writes nothing.</summary>
    public void Text(
        double x, double y, string text, double size, string css = "fill-ink", Anchor anchor = Anchor.Start, bool isBold = false, double rotation = 0)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        Begin("text", css);
        Attribute("x", x);
        Attribute("y", y);
        Attribute("font-size", size);
        if (isBold)
            _text.Append(" font-weight=\"600\"");
        if (anchor != Anchor.Start)
            _text.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (rotation != 0)
            _text.Append($" transform=\"rotate({Number(rotation)} {Number(x)} {Number(y)})\"");
        _text.Append('>').Append(XmlText.Escape(text)).Append("</text>\n");
    }

    /// <summary>A picture inside the file, scaled up without smoothing.</summary>
    public void Image(double x, double y, double width, double height, ReadOnlySpan<byte> png, string? tooltip = null)
    {
        _text.Append("<image");
        Attribute("x", x);
        Attribute("y", y);
        Attribute("width", width);
        Attribute("height", height);
        _text.Append(" preserveAspectRatio=\"none\" href=\"data:image/png;base64,").Append(Convert.ToBase64String(png)).Append('"');
        End("image", tooltip);
    }

    private void Begin(string element, string css)
    {
        _text.Append('<').Append(element);
        if (css.Length > 0)
            _text.Append(" class=\"").Append(css).Append('"');
    }

    private void Attribute(string name, double value) => _text.Append(' ').Append(name).Append("=\"").Append(Number(value)).Append('"');

    private void Stroke(double width, string? dash)
    {
        if (width > 0)
            Attribute("stroke-width", width);
        if (dash is not null)
            _text.Append(" stroke-dasharray=\"").Append(dash).Append('"');
    }

    private void End(string element, string? tooltip)
    {
        if (tooltip is null)
            _text.Append("/>\n");
        else
            _text.Append("><title>").Append(XmlText.Escape(tooltip)).Append("</title></").Append(element).Append(">\n");
    }
}
