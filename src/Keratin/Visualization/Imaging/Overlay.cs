namespace Keratin.Visualization.Imaging;

/// <summary>A map laid over the image it is about.</summary>
internal static class Overlay
{
    /// <summary>The image in gray and dimmed, the map's colours the stronger the more they say.</summary>
    /// <param name="image">The image.</param>
    /// <param name="map">The map in colour, of the image's size.</param>
    /// <param name="strength">For each pixel 0 … 1: how much of the map is seen.</param>
    public static Raster Of(Raster image, Raster map, ReadOnlySpan<double> strength)
    {
        const double Dim = 0.75;
        var result = new Raster(image.Width, image.Height, 3);
        for (int i = 0; i < strength.Length; i++)
        {
            ReadOnlySpan<byte> from = image.Pixels.AsSpan(i * image.Channels, image.Channels), color = map.Pixels.AsSpan(3 * i, 3);
            double gray = Dim * (from.Length == 1 ? from[0] : (0.299 * from[0]) + (0.587 * from[1]) + (0.114 * from[2]));
            for (int channel = 0; channel < 3; channel++)
                result.Pixels[(3 * i) + channel] = (byte)Math.Round((gray * (1 - strength[i])) + (color[channel] * strength[i]));
        }
        return result;
    }
}
