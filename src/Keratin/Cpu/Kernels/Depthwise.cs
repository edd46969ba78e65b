using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Convolution of each channel by itself with one filter: says which shapes that are, and makes its three kernels.</summary>
/// <remarks>
/// Nothing is summed over channels, so there is no product of matrices in it; channels lie in the lanes, and each float that is read goes into as
/// many sums as the kernel has elements. With 3 × 3 that is little enough for the memory to be what binds.
/// </remarks>
internal static class Depthwise
{
    /// <summary>Whether each channel has one filter of its own.</summary>
    public static bool Suits(Conv2DGeometry g) => g.Groups > 1 && g.Groups == g.Channels && g.Groups == g.Filters;

    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [channels]. Output: y.</summary>
    public static Kernel Forward(Conv2DGeometry g, bool bias = false, FusedActivation activation = FusedActivation.None, SimdWidth? width = null)
    {
        var (rows, columns) = ForwardAxes(g);
        var images = new DepthwiseImages(g.Batch, g.Channels, new(g.OutputHeight, g.OutputWidth), new(g.Height, g.Width), g.KernelWidth);
        return Create(images, rows, columns, bias, activation, width);
    }

    /// <summary>Makes the kernel. Inputs: the gradient of y, kernel. Output: the gradient of x.</summary>
    public static Kernel InputGradient(Conv2DGeometry g, SimdWidth? width = null)
    {
        var rows = DepthwiseAxis.Backward(g.Height, g.OutputHeight, g.KernelHeight, g.StrideHeight, g.DilationHeight, g.PadTop);
        var columns = DepthwiseAxis.Backward(g.Width, g.OutputWidth, g.KernelWidth, g.StrideWidth, g.DilationWidth, g.PadLeft);
        var images = new DepthwiseImages(g.Batch, g.Channels, new(g.Height, g.Width), new(g.OutputHeight, g.OutputWidth), g.KernelWidth);
        return Create(images, rows, columns, bias: false, FusedActivation.None, width);
    }

    /// <summary>Makes the kernel. Inputs: x, the gradient of y. Output: the gradient of the kernel.</summary>
    public static Kernel KernelGradient(Conv2DGeometry g, SimdWidth? width = null)
    {
        var (rows, columns) = ForwardAxes(g);
        return (width ?? Simd.Best) switch
        {
            SimdWidth.Bits512 => new DepthwiseKernelGradient<Lanes512, Vector512<float>>(g, rows, columns),
            SimdWidth.Bits256 => new DepthwiseKernelGradient<Lanes256, Vector256<float>>(g, rows, columns),
            _ => new DepthwiseKernelGradient<Lanes128, Vector128<float>>(g, rows, columns),
        };
    }

    private static (DepthwiseAxis Rows, DepthwiseAxis Columns) ForwardAxes(Conv2DGeometry g) =>
    (
        DepthwiseAxis.Forward(g.Height, g.OutputHeight, g.KernelHeight, g.StrideHeight, g.DilationHeight, g.PadTop),
        DepthwiseAxis.Forward(g.Width, g.OutputWidth, g.KernelWidth, g.StrideWidth, g.DilationWidth, g.PadLeft)
    );

    private static Kernel Create(
        DepthwiseImages images, DepthwiseAxis rows, DepthwiseAxis columns, bool bias, FusedActivation activation, SimdWidth? width) =>
        (width ?? Simd.Best) switch
        {
            SimdWidth.Bits512 => new DepthwiseKernel<Lanes512, Vector512<float>>(images, rows, columns, bias, activation),
            SimdWidth.Bits256 => new DepthwiseKernel<Lanes256, Vector256<float>>(images, rows, columns, bias, activation),
            _ => new DepthwiseKernel<Lanes128, Vector128<float>>(images, rows, columns, bias, activation),
        };
}
