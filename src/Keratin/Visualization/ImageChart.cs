using System.Globalization;
using Keratin.Data;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>Images in rows, with their labels and what a model says; wrong ones have a frame and a cross.</summary>
/// <example>
/// <code>
/// Tensor&lt;float&gt; probabilities = model.Predict(xTest);
/// new ImageChart(xTest) { Labels = yTest, Predictions = probabilities, Count = 20 }.SaveSvg("digits.svg");
///
/// var mistakes = ImageChart.MostConfidentMistakes(yTest, probabilities);
/// new ImageChart(xTest) { Labels = yTest, Predictions = probabilities, Indices = mistakes }.SaveSvg("mistakes.svg");
/// </code>
/// </example>
/// <param name="images">Shape <c>(n, h, w)</c>, <c>(n, h, w, 1)</c> or <c>(n, h, w, 3)</c>.</param>
public sealed class ImageChart(Samples images) : PixelChart
{
    private readonly Samples _images = images ?? throw new ArgumentNullException(nameof(images));

    /// <summary>What is right: class indices <c>(n,)</c> or one-hot rows <c>(n, classes)</c>.</summary>
    public Samples? Labels { get; init; }

    /// <summary>What a model says: probabilities <c>(n, classes)</c>, which are shown too, or class indices <c>(n,)</c>.</summary>
    public Samples? Predictions { get; init; }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>A line below each image, instead of labels and predictions.</summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>Which images, in this order; by default the first <see cref="Count"/>.</summary>
    public IReadOnlyList<int>? Indices { get; init; }

    /// <summary>At most so many images, where <see cref="Indices"/> does not say which.</summary>
    public int Count { get; init; } = 25;

    /// <summary>Images in a row.</summary>
    public int Columns { get; init; } = 5;

    /// <summary>The numbers that are black and white. By default 0 and 255 for bytes; else 0 and 1, -1 and 1 or 0 and 255, the first that all
    /// numbers lie in, or the smallest and the largest.</summary>
    public (float Black, float White)? Range { get; init; }

    private protected override string DefaultTitle => Wrong() is { } wrong
        ? $"{Rows().Count} images, {wrong} wrong"
        : Rows().Count == 1 ? "1 image" : $"{Rows().Count} images";

    /// <summary>The samples that a model is wrong about, those it is surest of first; of equals the earlier ones.</summary>
    /// <param name="labels">What is right: class indices <c>(n,)</c> or one-hot rows <c>(n, classes)</c>.</param>
    /// <param name="probabilities">What the model says, shape <c>(n, classes)</c>.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>Their numbers, for <see cref="Indices"/>; none where the model is always right.</returns>
    public static IReadOnlyList<int> MostConfidentMistakes(Samples labels, Samples probabilities, int count = 25)
    {
        const string Who = "MostConfidentMistakes";
        int[] truth = ClassIndices.Of(Who, labels, out _), predicted = ClassIndices.Of(Who, probabilities, out float[]? scores);
        if (truth.Length != predicted.Length || scores is null)
            throw new ShapeException(Who, $"probabilities ({truth.Length}, classes), a row for each label", $"{probabilities.Shape}");
        return [.. Enumerable.Range(0, truth.Length).Where(i => truth[i] != predicted[i]).OrderByDescending(i => scores[i]).Take(count)];
    }

    private protected override string Describe() => string.Join("; ", Sheet.Tiles.Select(tile => tile.Tooltip)) + ".";

    private protected override TileSheet MakeSheet()
    {
        IReadOnlyList<int> rows = Rows();
        if (rows.Count == 0)
            throw new ArgumentException("ImageChart: expected at least one image; got none.");
        ImageBatch batch = ImageBatch.Of("ImageChart", _images, rows, Range);
        Check(Captions?.Count, "captions");
        Check(Labels?.Count, "labels");
        Check(Predictions?.Count, "predictions");
        int[]? labels = Labels is null ? null : ClassIndices.Of("ImageChart, Labels", Labels, out _);
        float[]? scores = null;
        int[]? predictions = Predictions is null ? null : ClassIndices.Of("ImageChart, Predictions", Predictions, out scores);
        int classes = ClassNames?.Count ?? int.MaxValue;
        var names = new ClassLabels(ClassNames, classes, "ImageChart");
        int largest = (labels ?? []).Concat(predictions ?? []).DefaultIfEmpty(0).Max();
        if (largest >= classes)
            throw new ArgumentException($"ImageChart: expected a name for each class; got {classes} names and class {largest}.");
        return new TileSheet
        {
            Tiles = [.. rows.Select((row, n) => TileOf(batch.At(n), row, labels?[row], predictions?[row], scores?[row], names))],
            Columns = Require.Positive(Columns, nameof(Columns)),
        };
    }

    private Tile TileOf(Raster image, int row, int? label, int? predicted, float? score, ClassLabels names)
    {
        string place = $"image {row.ToString(CultureInfo.InvariantCulture)}";
        if (Captions is not null)
            return new Tile(image, Captions[row]) { Tooltip = $"{place}: {Captions[row]}" };
        if (predicted is not { } guess)
            return label is { } known ? new Tile(image, names[known]) { Tooltip = $"{place}: {names[known]}" } : new Tile(image) { Tooltip = place };
        string said = names[guess];
        string sure = score is { } share and >= 0 and <= 1 ? NumberText.Percent(share, 0) : "";
        bool isWrong = label is { } right && right != guess;
        return new Tile(image, [said, .. sure.Length > 0 ? [sure] : Array.Empty<string>(), .. isWrong ? [$"label {names[label!.Value]}"] : Array.Empty<string>()])
        {
            Mark = isWrong ? TileMark.Wrong : TileMark.None,
            Tooltip = $"{place}: predicted {said}{(sure.Length > 0 ? $" ({sure})" : "")}{(label is { } truth ? $", label {names[truth]}" : "")}",
        };
    }

    private IReadOnlyList<int> Rows() => Indices ?? [.. Enumerable.Range(0, Math.Min(Require.Positive(Count, nameof(Count)), _images.Count))];

    private int? Wrong() => Labels is null || Predictions is null || Captions is not null ? null : Sheet.Tiles.Count(tile => tile.Mark == TileMark.Wrong);

    private void Check(int? count, string what)
    {
        if (count is { } given && given != _images.Count)
            throw new ArgumentException($"ImageChart: expected {what} for all {_images.Count} images; got {given}.");
    }
}
