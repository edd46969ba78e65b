namespace Keratin.Visualization.Plotting;

/// <summary>A line of a legend.</summary>
internal sealed record LegendItem(string Name, LineStyle Style);
