using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Spreads the values of each channel of each image so that all occur about equally often in each part of it (CLAHE), without making much of small
/// differences where there is little else.</summary>
/// <remarks>
/// <para>
/// The image is cut into tiles, mirrored at its lower and right end where they do not fit. Of each tile the 256 values are counted; what is above the limit is
/// given to all values alike; the sums of the counts say what a value becomes, as in <see cref="Equalization"/>. Between the middles of tiles the results
/// of the four around are mixed by their distance. In training and otherwise the same, and without gradient.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>, or one image. <b>Output</b> the same.</para>
/// <para>K. Zuiderveld: "Contrast limited adaptive histogram equalization", Graphics Gems IV, 1994.</para>
/// </remarks>
/// <example><code>KerasTensor y = new ContrastLimitedAdaptiveHistogramEqualization { ValueRange = (0, 1), TileGridSize = 4 }.Apply(new Input(32, 32, 1));</code></example>
public sealed class ContrastLimitedAdaptiveHistogramEqualization : ImageLayer
{
    private const int Values = 256;
    private const float White = Values - 1;

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <summary>How often a value counts at most, as a multiple of the tile's pixels divided by 256; 0 or less sets no limit.</summary>
    public float ClipLimit { get; init; } = 4;

    /// <summary>How many tiles there are one below and one beside the other.</summary>
    public Size2D TileGridSize { get; init => field = Require.Positive(value); } = 8;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) =>
        OnImages(x, images => ValueRanges.Move(Equalized(ValueRanges.Move(images, ValueRange, (0, White))), (0, White), ValueRange));

    private KerasTensor Equalized(KerasTensor images)
    {
        int height = images.Shape[1], width = images.Shape[2], channels = images.Shape[3];
        Size2D grid = TileGridSize, tile = ((height + grid.Height - 1) / grid.Height, (width + grid.Width - 1) / grid.Width);
        KerasTensor bytes = images.Clip(0, White).Floor(), tables = Tables(Counts(bytes, tile), tile, channels);
        KerasTensor pixels = bytes.Transpose(0, 3, 1, 2).Reshape([Shape.Unknown, height * width]);
        var rows = Nearest(height, tile.Height, grid.Height);
        var columns = Nearest(width, tile.Width, grid.Width);
        KerasTensor upper = Mix(At(rows.First, columns.First), At(rows.First, columns.Second), ByColumn());
        KerasTensor lower = Mix(At(rows.Second, columns.First), At(rows.Second, columns.Second), ByColumn());
        KerasTensor byRow = Each((row, _) => rows.Share[row]);
        return Mix(upper, lower, byRow).Reshape([Shape.Unknown, channels, height, width]).Transpose(0, 2, 3, 1);

        // What the tables of the tiles around each pixel say of its value.
        KerasTensor At(int[] tileRow, int[] tileColumn) => KerasTensor.Of(
            new TakeAlongLastOp(), tables, pixels + Each((row, column) => ((tileRow[row] * (grid.Width + 2)) + tileColumn[column]) * Values));

        KerasTensor ByColumn() => Each((_, column) => columns.Share[column]);

        KerasTensor Each(Func<int, int, float> number) =>
            Ops.Constant(Enumerable.Range(0, height * width).Select(i => number(i / width, i % width)).ToArray().ToTensor([height * width]));
    }

    // How often each value occurs in each tile: (batch · tiles · channels, 256).
    private KerasTensor Counts(KerasTensor bytes, Size2D tile)
    {
        KerasTensor whole = Mirrored(Mirrored(bytes, 1, tile.Height * TileGridSize.Height), 2, tile.Width * TileGridSize.Width);
        KerasTensor values = whole.Reshape([Shape.Unknown, TileGridSize.Height, tile.Height, TileGridSize.Width, tile.Width, bytes.Shape[3]])
            .Transpose(0, 1, 3, 5, 2, 4).Reshape([Shape.Unknown, tile.Height * tile.Width]);
        KerasTensor counts = KerasTensor.Of(new TakeAlongLastGradientOp(Values), values.Equal(values), values);
        if (ClipLimit <= 0)
            return counts;
        KerasTensor limited = counts.Clip(0, ClipLimit * (tile.Height * tile.Width) / Values);
        return limited + ((counts - limited).Sum([1], keepDims: true) / Values);
    }

    // What each value becomes, in each tile and once more in those at the borders: (batch · channels, (rows + 2) · (columns + 2) · 256).
    private KerasTensor Tables(KerasTensor counts, Size2D tile, int channels)
    {
        var (rows, columns) = TileGridSize;
        KerasTensor sums = counts.Cumsum(1), least = sums.Min([1], keepDims: true), others = tile.Height * tile.Width - least;
        KerasTensor becomes = ((sums - least) * White / others.Equal(Ops.Constant(0)).Where(Ops.Constant(1), others)).Clip(0, White);
        KerasTensor tiles = becomes.Reshape([Shape.Unknown, rows, columns, channels * Values]);
        KerasTensor bordered = tiles.Take(Bordered(rows), 1).Take(Bordered(columns), 2);
        return bordered.Reshape([Shape.Unknown, (rows + 2) * (columns + 2), channels, Values]).Transpose(0, 2, 1, 3)
            .Reshape([Shape.Unknown, (rows + 2) * (columns + 2) * Values]);
    }

    // Before the first tile and after the last one is the same again: 0, 0, 1, …, n - 1, n - 1.
    private static KerasTensor Bordered(int tiles) => Indices(tiles + 2, i => Math.Clamp(i - 1, 0, tiles - 1));

    // Behind the end the same backwards, and forwards again: 0, 1, 2, 2, 1, 0, 0, 1, ….
    private static KerasTensor Mirrored(KerasTensor images, int axis, int length)
    {
        int own = images.Shape[axis];
        return length == own ? images : images.Take(Indices(length, i => i % (2 * own) < own ? i % (2 * own) : (2 * own) - 1 - (i % (2 * own))), axis);
    }

    private static KerasTensor Indices(int count, Func<int, int> index) =>
        Ops.Constant(Enumerable.Range(0, count).Select(i => (float)index(i)).ToArray().ToTensor([count]));

    // For each pixel along an axis the tiles, counted with the border's, whose middles it lies between, and how near the second is.
    private static (int[] First, int[] Second, float[] Share) Nearest(int length, int tile, int tiles)
    {
        float[] place = [.. Enumerable.Range(0, length).Select(i => ((i - (tile / 2f)) / tile) + 1)];
        int[] first = [.. place.Select(p => (int)MathF.Floor(p))];
        return ([.. first.Select(i => Math.Clamp(i, 0, tiles + 1))], [.. first.Select(i => Math.Clamp(i + 1, 0, tiles + 1))], [.. place.Select((p, i) => p - first[i])]);
    }

    private static KerasTensor Mix(KerasTensor first, KerasTensor second, KerasTensor share) => (first * (1 - share)) + (second * share);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
        config["clip_limit"] = ClipLimit;
        config["tile_grid_size"] = LayerConfig.ToJson(TileGridSize);
    }

    internal static ContrastLimitedAdaptiveHistogramEqualization FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        ClipLimit = (float?)config["clip_limit"] ?? 4,
        TileGridSize = LayerConfig.Size(config["tile_grid_size"], 8),
        DataFormat = ImageConfig.Format(config),
    };
}
