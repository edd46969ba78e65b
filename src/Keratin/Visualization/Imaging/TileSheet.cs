using Keratin.Visualization.Plotting;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Imaging;

/// <summary>A page of tiles of one size in rows: as SVG with captions, as PNG the pixels alone.</summary>
internal sealed record TileSheet
{
    private const double Gap = 12, CaptionRow = Measures.Small * 1.3, Cross = 4, KeyWidth = 120, KeyHeight = 11, MinColumn = 30;

    /// <summary>The tiles in reading order.</summary>
    public required IReadOnlyList<Tile> Tiles { get; init; }

    /// <summary>Tiles in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Length of a tile's longer side on the page.</summary>
    public double Side { get; init; } = 84;

    /// <summary>What stands before the rows.</summary>
    public IReadOnlyList<string> RowHeads { get; init; } = [];

    /// <summary>What stands above the columns.</summary>
    public IReadOnlyList<string> ColumnHeads { get; init; } = [];

    /// <summary>What the colours mean.</summary>
    public ColorKey? Key { get; init; }

    /// <summary>What has to be said.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    private Raster First => Tiles[0].Image;

    private int Rows => (Tiles.Count + Columns - 1) / Columns;

    private double PixelSize => Side / Math.Max(First.Width, First.Height);

    private double CaptionLines => Tiles.Max(tile => tile.Captions.Count);

    /// <summary>Draws everything and returns the size of the page.</summary>
    public (double Width, double Height) Draw(SvgWriter svg, string title)
    {
        double tileWidth = First.Width * PixelSize, tileHeight = First.Height * PixelSize;
        double column = Math.Max(tileWidth, MinColumn), row = tileHeight + (CaptionLines * CaptionRow) + (CaptionLines > 0 ? 4 : 0);
        double heads = RowHeads.Count == 0 ? 0 : RowHeads.Max(head => TextWidth.Of(head, Measures.Small)) + 8;
        double inner = Math.Max(heads + (Math.Min(Columns, Tiles.Count) * (column + Gap)) - Gap, Measures.MinWidth);
        double top = PageText.DrawTitle(svg, title, inner);
        double left = Measures.Margin + heads;
        for (int i = 0; i < ColumnHeads.Count; i++)
        {
            string head = TextWidth.Shorten(ColumnHeads[i], column + Gap - 4, Measures.Small);
            svg.Text(left + (i * (column + Gap)) + (column / 2), top + Measures.Small, head, Measures.Small, "fill-muted", Anchor.Middle);
        }
        top += ColumnHeads.Count > 0 ? Measures.Small * 1.6 : 0;
        double middle = top + (tileHeight / 2) + (Measures.Small * 0.36);
        for (int i = 0; i < RowHeads.Count; i++)
            svg.Text(Measures.Margin, middle + (i * (row + Gap)), RowHeads[i], Measures.Small, "fill-muted");
        for (int i = 0; i < Tiles.Count; i++)
            DrawTile(svg, Tiles[i], new Box(left + (i % Columns * (column + Gap)), top + (i / Columns * (row + Gap)), column, tileHeight));
        double bottom = top + (Rows * (row + Gap)) - Gap;
        bottom = PageText.DrawNotes(svg, Notes, DrawKey(svg, bottom, inner), inner);
        return (inner + (2 * Measures.Margin), bottom + Measures.Margin);
    }

    /// <summary>The tiles as one picture, each pixel a square of <paramref name="scale"/>; wrong ones have a broken frame.</summary>
    public Raster ToRaster(int scale)
    {
        int gap = Tiles.Any(tile => tile.Mark == TileMark.Wrong) ? Math.Max(12, 3 * scale) : Math.Max(4, scale);
        int width = First.Width * scale, height = First.Height * scale;
        int columns = Math.Min(Columns, Tiles.Count);
        bool isColored = Tiles.Any(tile => tile.Image.Channels == 3 || tile.Mark == TileMark.Wrong);
        var sheet = new Raster((columns * (width + gap)) + gap, (Rows * (height + gap)) + gap, isColored ? 3 : 1);
        Array.Fill(sheet.Pixels, byte.MaxValue);
        for (int i = 0; i < Tiles.Count; i++)
        {
            int left = gap + (i % Columns * (width + gap)), top = gap + (i / Columns * (height + gap));
            if (Tiles[i].Mark == TileMark.Wrong)
                DrawFrame(sheet, left, top, width, height, gap);
            sheet.Draw(Tiles[i].Image.Scale(scale), left, top);
        }
        return sheet;
    }

    /// <summary>How large a pixel has to be that tiles can be looked at.</summary>
    public int DefaultScale => Math.Max(1, (int)Math.Ceiling(Side / Math.Max(First.Width, First.Height)));

    private static void DrawTile(SvgWriter svg, Tile tile, Box box)
    {
        double width = box.Height * tile.Image.Width / tile.Image.Height, x = box.X + ((box.Width - width) / 2);
        svg.Image(x, box.Y, width, box.Height, tile.Image.ToPng(), tile.Tooltip);
        bool isWrong = tile.Mark == TileMark.Wrong;
        svg.Rect(x - 0.5, box.Y - 0.5, width + 1, box.Height + 1, isWrong ? "line stroke-series-2" : "line stroke-grid", strokeWidth: isWrong ? 3 : 1);
        for (int line = 0; line < tile.Captions.Count; line++)
        {
            bool isCrossed = isWrong && line == 0;
            double indent = isCrossed ? (2 * Cross) + 5 : 0, y = box.Bottom + 4 + ((line + 0.8) * CaptionRow);
            bool isBold = line == 0 && tile.Captions.Count > 1;
            string text = TextWidth.Shorten(XmlText.Clean(tile.Captions[line]), box.Width + Gap - 4 - indent, Measures.Small, isBold);
            double middle = box.X + (box.Width / 2) + (indent / 2);
            svg.Text(middle, y, text, Measures.Small, line == 0 ? "fill-ink" : "fill-muted", Anchor.Middle, isBold);
            if (isCrossed)
                DrawCross(svg, middle - (TextWidth.Of(text, Measures.Small, isBold) / 2) - Cross - 5, y - Cross);
        }
    }

    private static void DrawCross(SvgWriter svg, double x, double y) => svg.Path(PathData.Cross(x, y, Cross).ToString(), "line stroke-series-2", 2.2);

    private double DrawKey(SvgWriter svg, double y, double width)
    {
        if (Key is not { } key)
            return y;
        y += 14;
        double x = Measures.Margin;
        svg.Text(x, y + KeyHeight - 1.5, key.From, Measures.Small, "fill-muted");
        x += TextWidth.Of(key.From, Measures.Small) + 6;
        svg.Image(x, y, KeyWidth, KeyHeight, key.Ramp.Strip(64).ToPng());
        svg.Text(x + KeyWidth + 6, y + KeyHeight - 1.5, key.To, Measures.Small, "fill-muted");
        x += KeyWidth + 6 + TextWidth.Of(key.To, Measures.Small) + 16;
        string name = XmlText.Clean(key.Name);
        if (x + TextWidth.Of(name, Measures.Small) > Measures.Margin + width)
            return PageText.DrawNotes(svg, [name], y + KeyHeight, width);
        svg.Text(x, y + KeyHeight - 1.5, name, Measures.Small, "fill-muted");
        return y + KeyHeight;
    }

    // Broken in the middle of each side, so that it is a mark without its colour as well.
    private static void DrawFrame(Raster sheet, int left, int top, int width, int height, int gap)
    {
        ReadOnlySpan<byte> color = [0xD5, 0x5E, 0x00], none = [255, 255, 255];
        int line = gap / 4;
        sheet.Fill(left - line, top - line, width + (2 * line), height + (2 * line), color);
        sheet.Fill(left + (width / 3), top - line, width / 3, height + (2 * line), none);
        sheet.Fill(left - line, top + (height / 3), width + (2 * line), height / 3, none);
    }
}
