using System.Globalization;
using Keratin.Data;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>What a layer makes of one image, a tile for each channel: bright is much.</summary>
/// <remarks>All tiles have one scale, so that channels can be compared.
/// A layer whose output has no height and width is shown as one row of units, wrapped.</remarks>
/// <example><code>new FeatureMapChart(model, "conv2d", xTest) { Index = 7 }.SavePng("maps.png");</code></example>
public sealed class FeatureMapChart : PixelChart
{
    private const int MaxUnitsPerRow = 32;

    private readonly Model _model;
    private readonly Layer _layer;
    private readonly Samples _images;

    /// <summary>Chooses layer and images.</summary>
    /// <param name="model">The model, with one input.</param>
    /// <param name="layer">The name of one of its layers.</param>
    /// <param name="images">As the model takes them; <see cref="Index"/> says which one.</param>
    /// <exception cref="ArgumentException">The model has no such layer.</exception>
    public FeatureMapChart(Model model, string layer, Samples images)
        : this(model, (model ?? throw new ArgumentNullException(nameof(model))).GetLayer(layer), images)
    {
    }

    /// <inheritdoc cref="FeatureMapChart(Model, string, Samples)"/>
    /// <param name="model">The model, with one input.</param>
    /// <param name="layer">A layer of the model, at any depth.</param>
    /// <param name="images">As the model takes them; <see cref="Index"/> says which one.</param>
    public FeatureMapChart(Model model, Layer layer, Samples images)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(images);
        (_model, _layer, _images) = (model, layer, images);
    }

    /// <summary>Which of the images.</summary>
    public int Index { get; init; }

    /// <summary>At most so many channels, the first ones.</summary>
    public int MaxMaps { get; init; } = 64;

    private protected override string DefaultTitle => $"Feature maps of {_layer.Name}";

    private protected override string Describe() =>
        $"{Sheet.Tiles.Count} feature maps of the layer {_layer.Name} for image {Index}. {string.Join(" ", Sheet.Notes)}".TrimEnd();

    private protected override TileSheet MakeSheet()
    {
        Tensor<float> maps = _model.PredictLayer(_layer, SampleRows.TakeTensor("FeatureMapChart", _images, [Index]));
        Shape shape = maps.Shape();
        float[] values = maps.ToArray();
        float min = Math.Min(0, Finite(values).Min()), max = Math.Max(0, Finite(values).Max());
        var key = new ColorKey(ColorRamp.Sequential, NumberText.Of(min, 3), NumberText.Of(max, 3), "output of the layer");
        return shape.Rank == 4
            ? Maps(values, shape, min, max) with { Key = key }
            : Units(values, min, max) with { Key = key };
    }

    private TileSheet Maps(float[] values, Shape shape, float min, float max)
    {
        int height = shape[1], width = shape[2], channels = shape[3], shown = Math.Min(channels, Require.Positive(MaxMaps, nameof(MaxMaps)));
        var tiles = new Tile[shown];
        int silent = 0;
        for (int channel = 0; channel < shown; channel++)
        {
            float[] map = [.. Enumerable.Range(0, height * width).Select(i => values[(i * channels) + channel])];
            bool isSilent = Array.TrueForAll(map, value => value == 0);
            silent += isSilent ? 1 : 0;
            string number = channel.ToString(CultureInfo.InvariantCulture);
            Raster painted = ColorRamp.Sequential.Paint(map, height, width, min, max);
            tiles[channel] = new Tile(painted, isSilent ? $"{number}: all 0" : number) { Tooltip = $"channel {number}" };
        }
        return new TileSheet
        {
            Tiles = tiles,
            Columns = shown <= 4 ? shown : shown <= 12 ? 4 : 8,
            Side = shown <= 4 ? 140 : shown <= 16 ? 96 : 72,
            Notes =
            [
                .. shown < channels ? [$"The first {shown} of {channels} channels."] : Array.Empty<string>(),
                .. silent > 0 ? [$"{silent} of {shown} channels are 0 everywhere for this image."] : Array.Empty<string>(),
            ],
        };
    }

    private static TileSheet Units(float[] values, float min, float max)
    {
        int width = Math.Min(values.Length, MaxUnitsPerRow), height = (values.Length + width - 1) / width;
        float[] padded = new float[width * height];
        Array.Fill(padded, min);
        values.CopyTo(padded, 0);
        return new TileSheet
        {
            Tiles = [new Tile(ColorRamp.Sequential.Paint(padded, height, width, min, max)) { Tooltip = $"{values.Length} units" }],
            Columns = 1,
            Side = Math.Min(560, 40.0 * width),
            Notes = [$"{values.Length} units, {width} in a row."],
        };
    }

    private static IEnumerable<float> Finite(float[] values) => values.Where(float.IsFinite).DefaultIfEmpty(0);
}
