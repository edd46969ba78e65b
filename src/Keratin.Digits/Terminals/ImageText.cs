using System.Globalization;
using System.Text;
using Keratin.Digits.Imaging;

namespace Keratin.Digits.Terminals;

/// <summary>Draws a picture with characters, two pixels each: the upper and the lower half of a cell.</summary>
/// <remarks>
/// Where there are colours the character is the upper half-block ▀, its foreground the upper pixel and its background the lower one.
/// Where there are none it is one of ten ASCII characters, the denser the brighter the mean of the two.
/// </remarks>
/// <example>
/// <code>
/// GrayImage small = ImageText.Fit(ImageFile.Read("seven.png"), columns: 80, rows: 20);
/// foreach (string line in ImageText.Lines(small, TerminalProfile.Current()))
///     Console.WriteLine(line);
/// </code>
/// </example>
public static class ImageText
{
    private const string Ramp = " .:-=+*#%@";
    private const string Reset = "\u001b[0m";

    /// <summary>Scales a picture down until it fits, keeping its proportions; a smaller one stays as it is.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="columns">Characters of a line that may be used, at least 1.</param>
    /// <param name="rows">Lines that may be used, at least 1; each shows two rows of pixels.</param>
    /// <returns>At most <paramref name="columns"/> wide and 2 · <paramref name="rows"/> high; each pixel is the mean of those it stands for.</returns>
    public static GrayImage Fit(GrayImage image, int columns, int rows = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        double scale = Math.Min(1, Math.Min((double)columns / image.Width, 2.0 * rows / image.Height));
        if (scale == 1)
            return image;
        int width = Math.Max(1, (int)Math.Round(image.Width * scale)), height = Math.Max(1, (int)Math.Round(image.Height * scale));
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                pixels[(y * width) + x] = Mean(image, Part(x, width, image.Width), Part(y, height, image.Height));
        }
        return new GrayImage(width, height, pixels);
    }

    /// <summary>The lines of a picture, each as many characters wide as the picture has pixels.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="terminal">What is shown there.</param>
    /// <returns>A line for two rows of pixels, without line ends; each ends with colours as they were.</returns>
    public static IReadOnlyList<string> Lines(GrayImage image, TerminalProfile terminal)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(terminal);
        bool isColored = terminal.Colors != ColorDepth.None && terminal.HasUnicode;
        string[] lines = new string[(image.Height + 1) / 2];
        for (int row = 0; row < lines.Length; row++)
            lines[row] = isColored ? HalfBlocks(image, 2 * row, terminal.Colors) : Shades(image, 2 * row);
        return lines;
    }

    private static string HalfBlocks(GrayImage image, int y, ColorDepth colors)
    {
        var line = new StringBuilder();
        (int Upper, int Lower) last = (-1, -1);
        for (int x = 0; x < image.Width; x++)
        {
            // Below an odd last row there is nothing: the window's own background.
            (int Upper, int Lower) cell = (image[x, y], y + 1 < image.Height ? image[x, y + 1] : -1);
            if (cell.Upper != last.Upper)
                line.Append(CultureInfo.InvariantCulture, $"\u001b[38;{Gray(cell.Upper, colors)}m");
            if (cell.Lower != last.Lower)
                line.Append(CultureInfo.InvariantCulture, $"\u001b[48;{Gray(cell.Lower, colors)}m");
            line.Append('▀');
            last = cell;
        }
        return line.Append(Reset).ToString();
    }

    private static string Gray(int level, ColorDepth colors) => colors == ColorDepth.TrueColor ? $"2;{level};{level};{level}" : $"5;{PaletteGray(level)}";

    // Colours 232 to 255 are the grays 8, 18, … 238; black and white are 16 and 231 of the cube.
    private static int PaletteGray(int level) => level < 4 ? 16 : level > 246 ? 231 : 232 + Math.Clamp((level - 3) / 10, 0, 23);

    private static string Shades(GrayImage image, int y) => string.Create(image.Width, (image, y), static (line, state) =>
    {
        var (image, y) = state;
        for (int x = 0; x < line.Length; x++)
        {
            int sum = image[x, y] + (y + 1 < image.Height ? image[x, y + 1] : 0);
            line[x] = Ramp[sum * (Ramp.Length - 1) / (2 * byte.MaxValue)];
        }
    });

    private static (int Start, int End) Part(int n, int parts, int length) => ((int)((long)n * length / parts), (int)((n + 1L) * length / parts));

    private static byte Mean(GrayImage image, (int Start, int End) columns, (int Start, int End) rows)
    {
        long sum = 0, count = (long)(columns.End - columns.Start) * (rows.End - rows.Start);
        for (int y = rows.Start; y < rows.End; y++)
        {
            foreach (byte pixel in image.Pixels[((y * image.Width) + columns.Start)..((y * image.Width) + columns.End)])
                sum += pixel;
        }
        return (byte)((sum + (count / 2)) / count);
    }
}
