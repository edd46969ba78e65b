using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Makes the kernels that convolve by Winograd's minimal filtering.</summary>
internal static class Winograd
{
    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y.</summary>
    public static Kernel Forward(Conv2DGeometry g, bool bias, FusedActivation activation, SimdWidth width) => (width, g.KernelHeight) switch
    {
        (SimdWidth.Bits512, 5) => new WinogradConv2D<Lanes512, Vector512<float>, WinogradTwo<Lanes512, Vector512<float>>>(g, bias, activation, width),
        (SimdWidth.Bits512, _) => new WinogradConv2D<Lanes512, Vector512<float>, WinogradFour<Lanes512, Vector512<float>>>(g, bias, activation, width),
        (SimdWidth.Bits256, 5) => new WinogradConv2D<Lanes256, Vector256<float>, WinogradTwo<Lanes256, Vector256<float>>>(g, bias, activation, width),
        (SimdWidth.Bits256, _) => new WinogradConv2D<Lanes256, Vector256<float>, WinogradFour<Lanes256, Vector256<float>>>(g, bias, activation, width),
        (_, 5) => new WinogradConv2D<Lanes128, Vector128<float>, WinogradTwo<Lanes128, Vector128<float>>>(g, bias, activation, width),
        _ => new WinogradConv2D<Lanes128, Vector128<float>, WinogradFour<Lanes128, Vector128<float>>>(g, bias, activation, width),
    };

    public static Kernel InputGradient(Conv2DGeometry g, SimdWidth width) => (width, g.KernelHeight) switch
    {
        (SimdWidth.Bits512, 5) => new WinogradInputGradient<Lanes512, Vector512<float>, WinogradTwo<Lanes512, Vector512<float>>>(g, width),
        (SimdWidth.Bits512, _) => new WinogradInputGradient<Lanes512, Vector512<float>, WinogradFour<Lanes512, Vector512<float>>>(g, width),
        (SimdWidth.Bits256, 5) => new WinogradInputGradient<Lanes256, Vector256<float>, WinogradTwo<Lanes256, Vector256<float>>>(g, width),
        (SimdWidth.Bits256, _) => new WinogradInputGradient<Lanes256, Vector256<float>, WinogradFour<Lanes256, Vector256<float>>>(g, width),
        (_, 5) => new WinogradInputGradient<Lanes128, Vector128<float>, WinogradTwo<Lanes128, Vector128<float>>>(g, width),
        _ => new WinogradInputGradient<Lanes128, Vector128<float>, WinogradFour<Lanes128, Vector128<float>>>(g, width),
    };

    public static Kernel KernelGradient(Conv2DGeometry g, SimdWidth width) => (width, g.KernelHeight) switch
    {
        (SimdWidth.Bits512, 5) => new WinogradKernelGradient<Lanes512, Vector512<float>, WinogradTwo<Lanes512, Vector512<float>>>(g, width),
        (SimdWidth.Bits512, _) => new WinogradKernelGradient<Lanes512, Vector512<float>, WinogradFour<Lanes512, Vector512<float>>>(g, width),
        (SimdWidth.Bits256, 5) => new WinogradKernelGradient<Lanes256, Vector256<float>, WinogradTwo<Lanes256, Vector256<float>>>(g, width),
        (SimdWidth.Bits256, _) => new WinogradKernelGradient<Lanes256, Vector256<float>, WinogradFour<Lanes256, Vector256<float>>>(g, width),
        (_, 5) => new WinogradKernelGradient<Lanes128, Vector128<float>, WinogradTwo<Lanes128, Vector128<float>>>(g, width),
        _ => new WinogradKernelGradient<Lanes128, Vector128<float>, WinogradFour<Lanes128, Vector128<float>>>(g, width),
    };
}
