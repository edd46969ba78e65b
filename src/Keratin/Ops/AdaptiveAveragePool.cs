using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Mean of each of a given number of bins, channel by channel: along each axis bin <c>i</c> of <c>out</c> goes from
    /// <c>⌊i · in / out⌋</c> to before <c>⌈(i + 1) · in / out⌉</c>.
    /// </summary>
    /// <param name="x">Sequences, images or volumes as for <c>Conv</c>.</param>
    /// <param name="outputSize">How many bins along each axis; may be more than elements.</param>
    /// <exception cref="ShapeException">The shape does not fit.</exception>
    public static KerasTensor AdaptiveAveragePool(this KerasTensor x, SpatialSize outputSize) =>
        AdaptiveAveragePool("AdaptiveAveragePool", x, outputSize);

    internal static KerasTensor AdaptiveAveragePool(string who, KerasTensor x, SpatialSize outputSize) =>
        AdaptivePool(who, x, outputSize, (images, size) => KerasTensor.Of(new AdaptiveAveragePool2DOp(size), images));
}

internal sealed record AdaptiveAveragePool2DOp(Size2D Size) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => [inputs[0][0], Size.Height, Size.Width, inputs[0][3]];

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [KerasTensor.Of(new AdaptiveAveragePool2DGradientOp(Size, result.Inputs[0].Shape), gradient)];
}

/// <summary>Each bin's gradient is shared equally by the pixels in it.</summary>
internal sealed record AdaptiveAveragePool2DGradientOp(Size2D Size, Shape Images) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Images;

    // The pooling is linear, so this is its transpose, and the transpose of that the pooling again.
    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => [KerasTensor.Of(new AdaptiveAveragePool2DOp(Size), gradient)];
}
