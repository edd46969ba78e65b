using Keratin.Graph;

namespace Keratin;

/// <summary>
/// A convolution whose result only a max pooling reads: pooled while a few rows of it lie in the first-level cache. What
/// <c>FusePooling</c> makes of the two, after gradients were taken.
/// </summary>
/// <param name="Convolution">With its activation; inputs x, kernel and perhaps bias.</param>
/// <param name="Pool">Windows side by side, without padding.</param>
/// <param name="KeepsWinners">
/// Whether there is a second result: which pixel of its window was the largest, counted in row-major order, of equals the first.
/// </param>
internal sealed record Conv2DMaxPoolOp(Conv2DOp Convolution, Window2D Pool, bool KeepsWinners) : Op
{
    internal override int ResultCount => KeepsWinners ? 2 : 1;

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => new MaxPool2DOp(Pool).Infer([Convolution.Infer(inputs)]);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}

/// <summary>The gradient of a max pooling that has kept its winners: inputs winners and the gradient of the pooled images.</summary>
/// <param name="Window">Windows side by side, without padding.</param>
/// <param name="Images">Shape before the pooling.</param>
internal sealed record MaxPool2DScatterOp(Window2D Window, Shape Images) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs)
    {
        Shape pooled = new MaxPool2DOp(Window).Infer([Images]);
        return inputs[0] == pooled && inputs[1] == pooled ? Images
            : throw new ShapeException(Name, $"winners and gradients {pooled}", $"{inputs[0]}, {inputs[1]}");
    }

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}

/// <summary>
/// The gradient of a convolution's kernel where the gradient of the convolution would be a <see cref="MaxPool2DScatterOp"/> that only its gradients read.
/// Inputs: images, winners, gradient of the pooled images.
/// </summary>
internal sealed record Conv2DMaxPoolKernelGradientOp(Conv2DKernelGradientOp Gradient, MaxPool2DScatterOp Scatter) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Gradient.Infer([inputs[0], Scatter.Infer(inputs[1..])]);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}

/// <summary>The gradient of the images of a convolution, likewise. Inputs: winners, gradient of the pooled images, kernel.</summary>
internal sealed record Conv2DMaxPoolInputGradientOp(Conv2DInputGradientOp Gradient, MaxPool2DScatterOp Scatter) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Gradient.Infer([Scatter.Infer(inputs[..2]), inputs[2]]);

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) => throw SecondDerivative.Missing(result);
}
