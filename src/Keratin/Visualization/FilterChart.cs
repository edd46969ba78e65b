using System.Globalization;
using Keratin.Layers;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>The filters of a convolution: red is positive, blue negative, white 0.</summary>
/// <remarks>Filters on one channel are tiles in rows. Filters on three are shown in colour, gray being 0. On more channels each row is a channel and each column a filter.</remarks>
/// <example><code>new FilterChart(model.GetLayer("conv2d")).SaveSvg("filters.svg");</code></example>
public sealed class FilterChart : PixelChart
{
    private readonly Layer _layer;
    private readonly Variable _kernel;

    /// <summary>Chooses the layer.</summary>
    /// <param name="layer">A layer with a kernel of shape <c>(height, width, channels, filters)</c>.</param>
    /// <exception cref="ArgumentException">It has none, or not yet.</exception>
    public FilterChart(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _layer = layer;
        _kernel = layer.OwnWeights.FirstOrDefault(weight => weight.Shape.Rank == 4) ?? throw new ArgumentException(
            $"FilterChart: expected a layer with a kernel (height, width, channels, filters); got {layer}{(layer.IsBuilt ? "" : ", which has no weights yet")}.", nameof(layer));
    }

    /// <summary>At most so many filters, the first ones.</summary>
    public int MaxFilters { get; init; } = 64;

    /// <summary>At most so many channels, the first ones.</summary>
    public int MaxChannels { get; init; } = 16;

    private protected override string DefaultTitle => $"Filters of {_layer.Name}";

    private protected override string Describe()
    {
        Shape shape = _kernel.Shape;
        return $"{shape[3]} filters of {shape[0]} × {shape[1]} on {(shape[2] == 1 ? "1 channel" : $"{shape[2]} channels")}. {string.Join(" ", Sheet.Notes)}".TrimEnd();
    }

    private protected override TileSheet MakeSheet()
    {
        Shape shape = _kernel.Shape;
        int channels = Math.Min(shape[2], Require.Positive(MaxChannels, nameof(MaxChannels))), filters = Math.Min(shape[3], Require.Positive(MaxFilters, nameof(MaxFilters)));
        float largest = _kernel.Span.ToArray().Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();
        string[] numbers = [.. Enumerable.Range(0, filters).Select(filter => filter.ToString(CultureInfo.InvariantCulture))];
        string[] notes = filters < shape[3] ? [$"The first {filters} of {shape[3]} filters."] : [];
        var key = new ColorKey(ColorRamp.Diverging, NumberText.Of(-largest, 3), NumberText.Of(largest, 3), "weight");
        if (shape[2] == 3)
        {
            return Grid([.. numbers.Select((number, filter) => new Tile(InColor(filter, largest), number) { Tooltip = $"filter {number}" })])
                with { Notes = [.. notes, $"Red, green and blue from {NumberText.Of(-largest, 3)} to {NumberText.Of(largest, 3)}; gray is 0."] };
        }
        if (shape[2] == 1)
            return Grid([.. numbers.Select((number, filter) => new Tile(Plane(0, filter, largest), number) { Tooltip = $"filter {number}" })]) with { Notes = notes, Key = key };
        return new TileSheet
        {
            Tiles = [.. from channel in Enumerable.Range(0, channels)
                        from filter in Enumerable.Range(0, filters)
                        select new Tile(Plane(channel, filter, largest)) { Tooltip = $"filter {filter}, channel {channel}" }],
            Columns = filters,
            Side = 34,
            RowHeads = [.. Enumerable.Range(0, channels).Select(channel => channel == 0 ? "channel 0" : channel.ToString(CultureInfo.InvariantCulture))],
            ColumnHeads = numbers,
            Notes = [.. notes, .. channels < shape[2] ? [$"The first {channels} of {shape[2]} channels."] : Array.Empty<string>(), "Each column is a filter, each row a channel of its input."],
            Key = key,
        };
    }

    private static TileSheet Grid(Tile[] tiles) => new()
    {
        Tiles = tiles,
        Columns = tiles.Length <= 4 ? tiles.Length : tiles.Length <= 12 ? 4 : 8,
        Side = tiles.Length <= 16 ? 84 : 60,
    };

    private Raster Plane(int channel, int filter, float largest)
    {
        Shape shape = _kernel.Shape;
        float[] plane = [.. Enumerable.Range(0, shape[0] * shape[1]).Select(place => At(place, channel, filter))];
        return ColorRamp.Diverging.Paint(plane, shape[0], shape[1], largest > 0 ? -largest : -1, largest > 0 ? largest : 1);
    }

    private Raster InColor(int filter, float largest)
    {
        Shape shape = _kernel.Shape;
        var raster = new Raster(shape[1], shape[0], 3);
        for (int i = 0; i < raster.Pixels.Length; i++)
            raster.Pixels[i] = ImageBatch.ToByte(largest > 0 ? (At(i / 3, i % 3, filter) / (2 * largest)) + 0.5 : 0.5);
        return raster;
    }

    private float At(int place, int channel, int filter) => _kernel.Span[(((place * _kernel.Shape[2]) + channel) * _kernel.Shape[3]) + filter];
}
