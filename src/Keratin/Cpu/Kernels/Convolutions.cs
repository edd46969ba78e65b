namespace Keratin.Cpu.Kernels;

/// <summary>Which kernel convolves best, by the shape alone: <see cref="Winograd"/>'s, <see cref="Depthwise"/>'s or the direct ones.</summary>
internal static class Convolutions
{
    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y.</summary>
    public static Kernel Forward(Conv2DGeometry g, bool bias, FusedActivation activation, SimdWidth? width = null) =>
        Depthwise.Suits(g) ? Depthwise.Forward(g, bias, activation, width)
        : Winograd.Suits(g) ? Winograd.Forward(g, bias, activation, width) : Conv2DKernel.Create(g, bias, activation, width);

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

    /// <inheritdoc cref="Conv2DKernelGradient.Create(Conv2DGeometry, SimdWidth?)"/>
    public static Kernel KernelGradient(Conv2DGeometry g, SimdWidth? width = null) =>
        Depthwise.Suits(g) ? Depthwise.KernelGradient(g, width)
        : Winograd.SuitsKernelGradient(g) ? Winograd.KernelGradient(g, width) : Conv2DKernelGradient.Create(g, width);
}
