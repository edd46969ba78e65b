using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Diagrams;

/// <summary>The text of a box as it is drawn, and the room it takes.</summary>
internal sealed class BoxText
{
    /// <summary>Sizes of the letters.</summary>
    public const double TitleSize = 13, LineSize = 11;

    /// <summary>From the box's edge to its text: the coloured stripe and some room, on the left; room on the right.</summary>
    public const double Left = 15, Right = 11;

    private const double Top = 8, Bottom = 9, TitleHeight = 17, LineHeight = 15, MaxTextWidth = 340, MinWidth = 96;

    public BoxText(DiagramNode node)
    {
        Title = TextWidth.Shorten(XmlText.Clean(node.Title), MaxTextWidth, TitleSize, isBold: true);
        HasName = node.Name is not null;
        Lines = [.. node.Lines.Select(line => TextWidth.Shorten(XmlText.Clean(line), MaxTextWidth, LineSize))];
        double text = Lines.Select(line => TextWidth.Of(line, LineSize)).Append(TextWidth.Of(Title, TitleSize, isBold: true)).Max();
        Width = Math.Ceiling(Math.Max(text + Left + Right, MinWidth));
        Height = Top + TitleHeight + Lines.Count * LineHeight + Bottom;
    }

    public string Title { get; }

    /// <summary>The lines below the title.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whether the first of the lines is the layer's name.</summary>
    public bool HasName { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The title's baseline, from the box's top.</summary>
    public static double TitleBaseline => Top + TitleSize;

    /// <summary>A line's baseline, from the box's top.</summary>
    public static double Baseline(int line) => Top + TitleHeight + line * LineHeight + LineSize;
}
