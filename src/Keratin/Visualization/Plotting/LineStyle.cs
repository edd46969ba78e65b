using Keratin.Visualization.Svg;

namespace Keratin.Visualization.Plotting;

/// <summary>How a line looks: a hue, and a dash for those who do not see hues.</summary>
internal readonly record struct LineStyle(int Color, string? Dash, double Width = 2)
{
    private static readonly string?[] s_dashes = [null, "8 4", "2 4", "10 3 2 3"];

    /// <summary>Width of the sample in a legend.</summary>
    public const double SampleWidth = 26;

    /// <summary>What is drawn in its colour.</summary>
    public string Stroke => $"stroke-series-{Color + 1}";

    /// <summary>What is filled with its colour.</summary>
    public string Fill => $"fill-series-{Color + 1}";

    /// <summary>That of the nth series: hues first, then the same hues with another dash.</summary>
    public static LineStyle Of(int n) => new(n % Theme.SeriesColors, s_dashes[n / Theme.SeriesColors % s_dashes.Length]);
}
