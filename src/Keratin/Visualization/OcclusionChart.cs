using Keratin.Data;
using Keratin.Models;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>Which parts of an image an answer needs: the image, its <see cref="Occlusion"/>, and both together.
/// Red: without it the answer gets weaker. Blue: stronger.</summary>
/// <remarks>A pixel's colour is the mean over all places of the patch that cover it.</remarks>
/// <example><code>new OcclusionChart(model, xTest) { Index = 7 }.SaveSvg("occlusion.svg");</code></example>
public sealed class OcclusionChart : PixelChart
{
    private readonly Model _model;
    private readonly Samples _images;

    /// <summary>Chooses model and images.</summary>
    /// <param name="model">A model with one input and one output <c>(n, classes)</c>.</param>
    /// <param name="images">As the model takes them; <see cref="Index"/> says which one.</param>
    public OcclusionChart(Model model, Samples images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        (_model, _images) = (model, images);
    }

    /// <summary>Which of the images.</summary>
    public int Index { get; init; }

    /// <summary>Which class; by default the one that the model says.</summary>
    public int? ClassIndex { get; init; }

    /// <summary>Height and width of the patch; by default a quarter of the image's.</summary>
    public Size2D? Patch { get; init; }

    /// <summary>From one place of the patch to the next; by default an eighth of the patch, at least 1.</summary>
    public Size2D? Stride { get; init; }

    /// <summary>What the patch is filled with; by default the mean of the image.</summary>
    public float? Fill { get; init; }

    /// <summary>What the classes are called; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    private protected override string DefaultTitle => "Occlusion: the parts the answer needs";

    private protected override string Describe() => string.Join("; ", Sheet.Tiles.Select(tile => tile.Tooltip)) + ".";

    private protected override TileSheet MakeSheet()
    {
        ImageBatch batch = ImageBatch.Of("OcclusionChart", _images, [Index], takesFlat: true);
        OcclusionScan scan = OcclusionScan.Run(_model, SampleRows.TakeTensor("OcclusionChart", _images, [Index]), ClassIndex, Patch, Stride, Fill);
        string name = new ClassLabels(ClassNames, ClassNames is null ? int.MaxValue : _model.OutputShape![^1], "OcclusionChart")[scan.ClassIndex];
        float[] map = scan.PerPixel();
        float largest = map.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();
        double end = largest > 0 ? largest : 1;
        Raster image = batch.At(0), colors = ColorRamp.Diverging.Paint(map, batch.Height, batch.Width, -end, end);
        double[] strength = [.. map.Select(value => float.IsFinite(value) ? Math.Abs(value) / end : 0)];
        string full = NumberText.Of(scan.Full, 3), fall = NumberText.Of(Math.Max(0, map.Max()), 3), rise = NumberText.Of(Math.Max(0, -map.Min()), 3);
        return new TileSheet
        {
            Tiles =
            [
                new Tile(image, $"image {Index}: {name}, {full}") { Tooltip = $"image {Index}, output {full} for the class {name}" },
                new Tile(colors, "drop under the patch") { Tooltip = $"the output falls by at most {fall} and rises by at most {rise}" },
                new Tile(Overlay.Of(image, colors, strength), "both") { Tooltip = "both together" },
            ],
            Columns = 3,
            Side = 168,
            Key = new ColorKey(ColorRamp.Diverging, NumberText.Of(-end, 2), NumberText.Of(end, 2), $"drop of the model's output for {name}"),
        };
    }
}
