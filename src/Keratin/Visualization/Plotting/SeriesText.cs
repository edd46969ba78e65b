namespace Keratin.Visualization.Plotting;

/// <summary>A line in words, for those who listen to a chart.</summary>
internal static class SeriesText
{
    /// <summary>Its name, how many values it has, where it begins, ends and is best.</summary>
    public static string Of(LineSeries series, string xLabel)
    {
        double[] finite = [.. series.Y.Where(double.IsFinite)];
        if (finite.Length == 0)
            return $"{series.Name}: no finite values";
        string run = finite.Length == 1 ? $"{series.Name}: {NumberText.Of(finite[0])}"
            : $"{series.Name}: {finite.Length} values from {NumberText.Of(finite[0])} to {NumberText.Of(finite[^1])}";
        return LinePanel.BestText(series, xLabel) is { } best && finite.Length > 1 ? $"{run}, {best}" : run;
    }
}
