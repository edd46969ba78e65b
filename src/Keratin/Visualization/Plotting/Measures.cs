namespace Keratin.Visualization.Plotting;

/// <summary>Sizes that all charts share, in user units.</summary>
internal static class Measures
{
    /// <summary>Empty border of the page.</summary>
    public const double Margin = 16;

    /// <summary>Font sizes.</summary>
    public const double Title = 17, Heading = 13, Label = 12, Small = 11, Smallest = 8;

    /// <summary>From one line of text to the next, in font sizes.</summary>
    public const double LineHeight = 1.35;

    /// <summary>A chart is at least so wide, for its title's sake.</summary>
    public const double MinWidth = 240;
}
