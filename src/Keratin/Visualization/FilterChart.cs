using System.Globalization;
using Keratin.Layers;
using Keratin.Visualization.Imaging;
using Keratin.Visualization.Plotting;

namespace Keratin.Visualization;

/// <summary>The filters of a convolution: red is positive, blue negative, white 0.</summary>
/// <remarks>Filters on one channel are tiles in rows. Filters on three are shown in colour, gray being 0.
/// On more channels each row is a channel and each column a filter.</remarks>
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
        string state = layer.IsBuilt ? "" : ", which has no weights yet";
        _kernel = layer.OwnWeights.FirstOrDefault(weight => weight.Shape.Rank == 4) ?? throw new ArgumentException(
            $"FilterChart: expected a layer with a kernel (height, width, channels, filters); got {layer}{state}.", nameof(layer));
    }

    /// <summary>At most so many filters, the first ones.</summary>
    public int MaxFilters { get; init; } = 64;

    /// <summary>At most so many channels, the first ones.</summary>
    public int MaxChannels { get; init; } = 16;

    private protected override string DefaultTitle => $"Filters of {_layer.Name}";

    private protected override string Describe()
    {
        Shape shape = _kernel.Shape;
        string channels = shape[2] == 1 ? "1 channel" : $"{shape[2]} channels";
        return $"{shape[3]} filters of {shape[0]} × {shape[1]} on {channels}. {string.Join(" ", Sheet.Notes)}".TrimEnd();
    }

    private protected override TileSheet MakeSheet()
    {
        Shape shape = _kernel.Shape;
        int filters = Math.Min(shape[3], Require.Positive(MaxFilters, nameof(MaxFilters)));
        float largest = _kernel.Span.ToArray().Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();
        string end = NumberText.Of(largest, 3), begin = NumberText.Of(-largest, 3);
        string[] notes = filters < shape[3] ? [$"The first {filters} of {shape[3]} filters."] : [];
        var key = new ColorKey(ColorRamp.Diverging, begin, end, "weight");
        return shape[2] switch
        {
            1 => Grid(filters, filter => Plane(0, filter, largest)) with { Notes = notes, Key = key },
            3 => Grid(filters, filter => InColor(filter, largest)) with { Notes = [.. notes, $"Red, green and blue from {begin} to {end}; gray is 0."] },
            _ => Matrix(filters, largest, notes) with { Key = key },
        };
    }

    private TileSheet Matrix(int filters, float largest, string[] notes)
    {
        int all = _kernel.Shape[2], channels = Math.Min(all, Require.Positive(MaxChannels, nameof(MaxChannels)));
        string[] fewer = channels < all ? [$"The first {channels} of {all} channels."] : [];
        return new TileSheet
        {
            Tiles = [.. from channel in Enumerable.Range(0, channels)
                        from filter in Enumerable.Range(0, filters)
                        select new Tile(Plane(channel, filter, largest)) { Tooltip = $"filter {filter}, channel {channel}" }],
            Columns = filters,
            Side = 34,
            RowHeads = [.. Enumerable.Range(0, channels).Select(channel => channel == 0 ? "channel 0" : Number(channel))],
            ColumnHeads = [.. Enumerable.Range(0, filters).Select(Number)],
            Notes = [.. notes, .. fewer, "Each column is a filter, each row a channel of its input."],
        };
    }

    private static TileSheet Grid(int filters, Func<int, Raster> paint) => new()
    {
        Tiles = [.. Enumerable.Range(0, filters).Select(filter => new Tile(paint(filter), Number(filter)) { Tooltip = $"filter {filter}" })],
        Columns = filters <= 4 ? filters : filters <= 12 ? 4 : 8,
        Side = filters <= 16 ? 84 : 60,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

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
