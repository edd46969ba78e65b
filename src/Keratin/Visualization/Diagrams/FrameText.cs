using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Diagrams;

/// <summary>The text in a frame's upper left corner, and the room it takes.</summary>
internal sealed class FrameText
{
    /// <summary>Size of the letters, and room around them.</summary>
    public const double Size = 11, Margin = 12;

    private const double Top = 8, LineHeight = 14, MaxTextWidth = 340;

    public FrameText(DiagramFrame frame)
    {
        string[] lines = frame.Name is null ? [frame.Title] : [frame.Title, frame.Name];
        Lines = [.. lines.Select((line, i) => TextWidth.Shorten(XmlText.Clean(line), MaxTextWidth, Size, isBold: i == 0))];
        Width = Lines.Select((line, i) => TextWidth.Of(line, Size, isBold: i == 0)).Max() + 2 * Margin;
        Height = Top + lines.Length * LineHeight;
    }

    /// <summary>The class, and the name below it.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Width of what no edge may pass.</summary>
    public double Width { get; }

    /// <summary>Height of what no edge may pass.</summary>
    public double Height { get; }

    /// <summary>A line's baseline, from the frame's top.</summary>
    public static double Baseline(int line) => Top + line * LineHeight + Size;
}
