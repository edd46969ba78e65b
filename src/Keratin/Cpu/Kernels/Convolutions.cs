namespace Keratin.Cpu.Kernels;

/// <summary>Which kernel convolves best, by the shape alone: <see cref="Winograd"/>'s, <see cref="Depthwise"/>'s, the direct ones, or a product of matrices.</summary>
/// <remarks>
/// Under 1 × 1 the pixels are the rows of a matrix and nothing else is to be said. The direct kernels then do the same work, but share it out by rows of
/// pixels, each task going through all filters: with many filters and few pixels, deep in a network, they wait for the kernel. There products of
/// matrices gain an eighth to a quarter, and as much in the gradient of the kernel where there are fewer than a thousand pixels.
/// </remarks>
internal static class Convolutions
{
    private const int ManyFilters = 512;
    private const int FewPixels = 1024;

    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y.</summary>
    public static Kernel Forward(Conv2DGeometry g, bool bias, FusedActivation activation, SimdWidth? width = null) =>
        Depthwise.Suits(g) ? Depthwise.Forward(g, bias, activation, width)
        : Winograd.Suits(g) ? Winograd.Forward(g, bias, activation, width)
        : IsProduct(g) && g.Filters >= ManyFilters ? MatMulKernel.Create(Pixels(g), g.Filters, g.Channels, bias: bias, activation: activation, width: width)
        : Conv2DKernel.Create(g, bias, activation, width);

    /// <inheritdoc cref="Conv2DKernel.CreatePooled"/>
    public static Kernel ForwardPooled(
        Conv2DGeometry g, bool bias, FusedActivation activation, Window2D pool, bool keepsWinners, SimdWidth? width = null) =>
        Winograd.SuitsPooled(g, pool)
            ? Winograd.ForwardPooled(g, bias, activation, keepsWinners, width)
            : Conv2DKernel.CreatePooled(g, bias, activation, pool, keepsWinners, width);

    /// <inheritdoc cref="Conv2DInputGradient.Create"/>
    public static Kernel InputGradient(Conv2DGeometry g, SimdWidth? width = null) =>
        Depthwise.Suits(g) ? Depthwise.InputGradient(g, width)
        : Winograd.SuitsInputGradient(g) ? Winograd.InputGradient(g, width) : Conv2DInputGradient.Create(g, width);

    /// <summary>Makes the same for a convolution that is pooled. Inputs: the winners, the gradient of the pooled images, kernel. Output: the gradient of x.</summary>
    public static Kernel InputGradientPooled(Conv2DGeometry g, Window2D pool, SimdWidth? width = null) =>
        Winograd.SuitsInputGradient(g) && Winograd.Pools(pool)
            ? Winograd.InputGradientPooled(g, width)
            : new ScatteredInputGradient(g, pool, InputGradient(g, width), width);

    /// <inheritdoc cref="Conv2DKernelGradient.CreatePooled"/>
    public static Kernel KernelGradientPooled(Conv2DGeometry g, Window2D pool, SimdWidth? width = null) =>
        Winograd.SuitsKernelGradient(g) && Winograd.Pools(pool)
            ? Winograd.KernelGradientPooled(g, width)
            : Conv2DKernelGradient.CreatePooled(g, pool, width);

    /// <inheritdoc cref="Conv2DKernelGradient.Create(Conv2DGeometry, SimdWidth?)"/>
    public static Kernel KernelGradient(Conv2DGeometry g, SimdWidth? width = null) =>
        Depthwise.Suits(g) ? Depthwise.KernelGradient(g, width)
        : Winograd.SuitsKernelGradient(g) ? Winograd.KernelGradient(g, width)
        : IsProduct(g) && Pixels(g) <= FewPixels ? MatMulKernel.Create(g.Channels, g.Filters, Pixels(g), transposeX: true, width: width)
        : Conv2DKernelGradient.Create(g, width);

    private static bool IsProduct(Conv2DGeometry g) => g is
    {
        KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, Groups: 1, PadTop: 0, PadBottom: 0, PadLeft: 0, PadRight: 0,
    };

    private static int Pixels(Conv2DGeometry g) => g.Batch * g.Height * g.Width;
}
