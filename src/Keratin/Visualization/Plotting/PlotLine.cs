namespace Keratin.Visualization.Plotting;

/// <summary>A series and how it is drawn.</summary>
internal sealed record PlotLine(LineSeries Series, LineStyle Style);
