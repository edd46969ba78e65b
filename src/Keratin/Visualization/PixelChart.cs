using Keratin.Visualization.Imaging;
using Keratin.Visualization.Svg;

namespace Keratin.Visualization;

/// <summary>A chart made of pixels: images, maps, filters. It can be a PNG file too.</summary>
public abstract class PixelChart : Chart
{
    private protected PixelChart()
    {
    }

    /// <summary>The pixels alone as a PNG file, without title and captions: 8 bits, gray or RGB, on white.</summary>
    /// <param name="scale">Each pixel becomes a square of so many; by default as many as make the tiles as large as in the SVG.</param>
    public byte[] ToPng(int? scale = null) => Sheet.ToRaster(scale is { } wanted ? Require.Positive(wanted, nameof(scale)) : Sheet.DefaultScale).ToPng();

    /// <summary>Writes the pixels alone as a PNG file, in place of any that is there.</summary>
    /// <param name="path">Usually a name that ends in <c>.png</c>.</param>
    /// <param name="scale">Each pixel becomes a square of so many; by default as many as make the tiles as large as in the SVG.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path, int? scale = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllBytes(path, ToPng(scale));
    }

    /// <summary>The tiles; made once, when they are first wanted.</summary>
    private protected TileSheet Sheet => field ??= MakeSheet();

    private protected abstract TileSheet MakeSheet();

    private protected override (double Width, double Height) Draw(SvgWriter svg) => Sheet.Draw(svg, Heading);
}
