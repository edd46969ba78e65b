using Keratin.Cpu.Kernels;

namespace Keratin.Bench.Cases;

/// <summary>A convolution of square images with a square kernel, padded alike on all sides.</summary>
internal sealed record ConvolutionShape(int Batch, int Size, int Channels, int Kernel, int Filters, int Padding = 0, int Stride = 1, int Groups = 1)
{
    public Conv2DGeometry Geometry => new()
    {
        Batch = Batch,
        Height = Size,
        Width = Size,
        Channels = Channels,
        KernelHeight = Kernel,
        KernelWidth = Kernel,
        Filters = Filters,
        Groups = Groups,
        StrideHeight = Stride,
        StrideWidth = Stride,
        PadTop = Padding,
        PadLeft = Padding,
        PadBottom = Padding,
        PadRight = Padding,
    };

    public double Flops => 2.0 * Geometry.Work;

    /// <summary>Floats of the images.</summary>
    public long Images => (long)Batch * Size * Size * Channels;

    /// <summary>Floats of the kernel.</summary>
    public long Kernels => (long)Kernel * Kernel * (Channels / Groups) * Filters;

    /// <summary>Floats of the result.</summary>
    public long Outputs => (long)Batch * Geometry.OutputHeight * Geometry.OutputWidth * Filters;

    public override string ToString() =>
        $"{Batch}×{Size}²×{Channels} {Kernel}²×{Filters}{(Padding > 0 ? " same" : " valid")}{(Stride > 1 ? $" stride {Stride}" : "")}{(Groups > 1 ? $" in {Groups} groups" : "")}";
}
