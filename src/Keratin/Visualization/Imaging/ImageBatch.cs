using Keratin.Data;

namespace Keratin.Visualization.Imaging;

/// <summary>Images out of samples: numbers, their shape, and what is black and what is white.</summary>
internal sealed class ImageBatch
{
    private readonly float[] _values;

    private ImageBatch(float[] values, int count, int height, int width, int channels, (float Min, float Max) range) =>
        (_values, Count, Height, Width, Channels, Range) = (values, count, height, width, channels, range);

    public int Count { get; }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    /// <summary>What is black and what is white.</summary>
    public (float Min, float Max) Range { get; }

    /// <summary>Takes some of the samples as images.</summary>
    /// <param name="who">Who complains.</param>
    /// <param name="samples">Shape <c>(n, h, w)</c>, <c>(n, h, w, 1)</c> or <c>(n, h, w, 3)</c>.</param>
    /// <param name="rows">Which ones.</param>
    /// <param name="range">What is black and what is white; by default found out.</param>
    /// <param name="takesFlat">Whether <c>(n, side · side)</c> is taken too, as models without convolutions have it.</param>
    public static ImageBatch Of(string who, Samples samples, IReadOnlyList<int> rows, (float Min, float Max)? range = null, bool takesFlat = false)
    {
        var (height, width, channels) = SizeOf(who, samples.Shape, takesFlat);
        float[] values = SampleRows.Take(who, samples, rows);
        if (range is { } given && !(given.Min < given.Max))
            throw new ArgumentException($"{who}: expected a range from black to white, the first below the second; got {given}.", nameof(range));
        return new(values, rows.Count, height, width, channels, range ?? (samples is SampleArray<byte> ? (0, 255) : Guess(values)));
    }

    /// <summary>The numbers of an image.</summary>
    public ReadOnlySpan<float> Values(int index) => _values.AsSpan(index * Height * Width * Channels, Height * Width * Channels);

    /// <summary>The pixels of an image.</summary>
    public Raster At(int index)
    {
        var raster = new Raster(Width, Height, Channels);
        ReadOnlySpan<float> values = Values(index);
        for (int i = 0; i < values.Length; i++)
            raster.Pixels[i] = ToByte((values[i] - Range.Min) / (Range.Max - Range.Min));
        return raster;
    }

    /// <summary>0 … 1 as 0 … 255, nearest; what is no number is black.</summary>
    public static byte ToByte(double share) => share > 0 ? (byte)Math.Round(Math.Min(share, 1) * 255, MidpointRounding.AwayFromZero) : (byte)0;

    private static (int Height, int Width, int Channels) SizeOf(string who, Shape shape, bool takesFlat)
    {
        int side = shape.Rank == 2 ? (int)Math.Round(Math.Sqrt(shape[1])) : 0;
        return shape.Rank switch
        {
            3 when shape[1] > 0 && shape[2] > 0 => (shape[1], shape[2], 1),
            4 when shape[3] is 1 or 3 && shape[1] > 0 && shape[2] > 0 => (shape[1], shape[2], shape[3]),
            2 when takesFlat && side > 0 && side * side == shape[1] => (side, side, 1),
            _ => throw new ShapeException(who, $"images (n, h, w), (n, h, w, 1) or (n, h, w, 3){(takesFlat ? ", or (n, side · side)" : "")}", $"{shape}",
                shape.Rank == 2 ? "give one image a batch axis, (1, h, w), and flat ones their shape" : null),
        };
    }

    private static (float Min, float Max) Guess(float[] values)
    {
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }
        return (min, max) switch
        {
            ( >= 0, <= 1) => (0, 1),
            ( >= -1, <= 1) => (-1, 1),
            ( >= 0, <= 255) => (0, 255),
            _ when min < max => (min, max),
            _ => (0, 1),
        };
    }
}
