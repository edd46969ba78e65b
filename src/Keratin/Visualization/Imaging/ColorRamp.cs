namespace Keratin.Visualization.Imaging;

/// <summary>Colours for numbers, between published points of colour maps that are made for all eyes.</summary>
internal sealed class ColorRamp
{
    private readonly uint[] _points;

    private ColorRamp(params uint[] points) => _points = points;

    /// <summary>From dark to light in equal steps to the eye: viridis (van der Walt and Smith, CC0), every seventeenth of its 256 colours.</summary>
    public static ColorRamp Sequential { get; } = new(
        0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E,
        0x1F988B, 0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725);

    /// <summary>Blue below, white at, red above the middle: RdBu of ColorBrewer (Brewer, Harrower and others, Apache 2.0), the other way round.</summary>
    public static ColorRamp Diverging { get; } = new(
        0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B, 0x67001F);

    /// <summary>The colour of a number from 0 to 1; what lies outside gets that of the nearer end, and what is no number that of 0.</summary>
    public void Write(double share, Span<byte> color)
    {
        double place = (share > 0 ? Math.Min(share, 1) : 0) * (_points.Length - 1);
        int below = Math.Min((int)place, _points.Length - 2);
        double part = place - below;
        for (int channel = 0; channel < 3; channel++)
        {
            int shift = 16 - (8 * channel);
            double from = (_points[below] >> shift) & 0xFF, to = (_points[below + 1] >> shift) & 0xFF;
            color[channel] = (byte)Math.Round(from + ((to - from) * part));
        }
    }

    /// <summary>A map as pixels, numbers from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public Raster Paint(ReadOnlySpan<float> values, int height, int width, double min, double max)
    {
        var raster = new Raster(width, height, 3);
        for (int i = 0; i < values.Length; i++)
            Write(max > min ? (values[i] - min) / (max - min) : 0, raster.Pixels.AsSpan(3 * i, 3));
        return raster;
    }

    /// <summary>A strip from the first colour to the last.</summary>
    public Raster Strip(int width)
    {
        var raster = new Raster(width, 1, 3);
        for (int x = 0; x < width; x++)
            Write(x / (width - 1.0), raster.At(x, 0));
        return raster;
    }
}
