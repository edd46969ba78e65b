using Keratin.Data;
using Keratin.Models;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>Which pixels a class score hangs on: each image, its <see cref="Saliency"/>, and both together.
/// Each map's scale ends at its own largest value.</summary>
/// <example><code>new SaliencyChart(model, xTest) { Indices = [0, 7, 12] }.SaveSvg("saliency.svg");</code></example>
public sealed class SaliencyChart : PixelChart
{
    private readonly Model _model;
    private readonly Samples _images;

    /// <summary>Chooses model and images.</summary>
    /// <param name="model">A model with one input and one output <c>(n, classes)</c>.</param>
    /// <param name="images">As the model takes them; <see cref="Indices"/> says which ones.</param>
    public SaliencyChart(Model model, Samples images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        (_model, _images) = (model, images);
    }

    /// <summary>Which images; by default the first.</summary>
    public IReadOnlyList<int> Indices { get; init; } = [0];

    /// <summary>Whose score, for each image shown; by default the class that the model says.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    private protected override string DefaultTitle => "Saliency: the pixels the answer hangs on";

    private protected override string Describe() => string.Join("; ", Sheet.Tiles.Select(tile => tile.Tooltip)) + ".";

    private protected override TileSheet MakeSheet()
    {
        Tensor<float> samples = SampleRows.TakeTensor("SaliencyChart", _images, Indices);
        // Of all images, so that bytes are known for bytes.
        ImageBatch batch = ImageBatch.Of("SaliencyChart", _images, Indices, takesFlat: true);
        ClassQuestion question = ClassQuestion.Of("SaliencyChart", _model, samples, Classes);
        var names = new ClassLabels(ClassNames, question.ClassCount, "SaliencyChart");
        float[] maps = Saliency.Of(_model, samples, question.Classes).ToArray();
        int size = batch.Height * batch.Width;
        return new TileSheet
        {
            Tiles = [.. Enumerable.Range(0, batch.Count).SelectMany(i =>
                Row(batch.At(i), maps.AsSpan(i * size, size).ToArray(), Indices[i], names[question.Classes[i]]))],
            Columns = batch.Count > 3 ? 6 : 3,
            Side = batch.Count > 3 ? 96 : 140,
            Key = new ColorKey(ColorRamp.Sequential, "0", "largest", "magnitude of the gradient of the score on the pixel"),
        };
    }

    private static Tile[] Row(Raster image, float[] map, int index, string name)
    {
        float largest = map.Where(float.IsFinite).DefaultIfEmpty(0).Max();
        Raster colors = ColorRamp.Sequential.Paint(map, image.Height, image.Width, 0, largest);
        // Over the image only the bright half of the ramp: the dark half would hide what it lies on.
        Raster bright = ColorRamp.Sequential.Paint(map, image.Height, image.Width, -largest, largest);
        double[] strength = [.. map.Select(value => largest > 0 && float.IsFinite(value) ? Math.Sqrt(value / largest) : 0)];
        return
        [
            new Tile(image, $"image {index}") { Tooltip = $"image {index}" },
            new Tile(colors, $"score of {name}") { Tooltip = $"saliency of image {index} for the class {name}, largest gradient {NumberText.Of(largest, 3)}" },
            new Tile(Overlay.Of(image, bright, strength), "both") { Tooltip = "both together" },
        ];
    }
}
