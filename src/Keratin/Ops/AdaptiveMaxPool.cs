using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Largest element of each of a given number of bins, channel by channel: along each axis bin <c>i</c> of <c>out</c> goes from
    /// <c>⌊i · in / out⌋</c> to before <c>⌈(i + 1) · in / out⌉</c>.
    /// </summary>
    /// <param name="x">Sequences, images or volumes as for <c>Conv</c>.</param>
    /// <param name="outputSize">How many bins along each axis; may be more than elements.</param>
    /// <exception cref="ShapeException">The shape does not fit.</exception>
    public static KerasTensor AdaptiveMaxPool(this KerasTensor x, SpatialSize outputSize) => AdaptiveMaxPool("AdaptiveMaxPool", x, outputSize);

    internal static KerasTensor AdaptiveMaxPool(string who, KerasTensor x, SpatialSize outputSize) =>
        AdaptivePool(who, x, outputSize, (images, size) => KerasTensor.Of(new AdaptiveMaxPool2DOp(size), images));

    // Bins are blocks, as windows are: see Pool.
    private static KerasTensor AdaptivePool(string who, KerasTensor x, SpatialSize outputSize, Func<KerasTensor, Size2D, KerasTensor> pool)
    {
        ArgumentNullException.ThrowIfNull(x);
        int rank = SpatialWindows.Rank(who, x.Shape);
        IntList sizes = outputSize.Of(rank, who, "outputSize");
        if (x.Shape.Skip(1).Take(rank).Any(length => length < 1))
            throw new ShapeException(who, "at least one element along each axis", $"{x.Shape}");
        Shape result = [x.Shape[0], .. sizes, x.Shape[^1]];
        return rank switch
        {
            1 => pool(AsImage(x), new(1, sizes[0])).Reshape(result),
            2 => pool(x, new(sizes[0], sizes[1])),
            _ => PoolVolumes(x, result, images => pool(images, new(sizes[1], sizes[2])), rows => pool(rows, new(sizes[0], sizes[1] * sizes[2]))),
        };
    }
}

internal sealed record AdaptiveMaxPool2DOp(Size2D Size) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => [inputs[0][0], Size.Height, Size.Width, inputs[0][3]];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new AdaptiveMaxPool2DGradientOp(), result.Inputs[0], result, gradient)];
}

/// <summary>Each bin's gradient goes to its largest element, of equals to the first in row-major order. Inputs images, result, gradient.</summary>
internal sealed record AdaptiveMaxPool2DGradientOp : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[0];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
