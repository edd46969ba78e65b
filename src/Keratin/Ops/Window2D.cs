namespace Keratin;

/// <summary>How a window slides over an image: its size, steps, holes, and the zeros around the image.</summary>
internal readonly record struct Window2D(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft, int PadBottom, int PadRight)
{
    /// <summary>Works out the zeros that <paramref name="padding"/> stands for, by Keras' (TensorFlow's) rule.</summary>
    public static Window2D Of(string who, Shape image, Size2D kernel, Size2D strides, Size2D dilation, Padding padding)
    {
        AxisWindow[] axes = SpatialWindows.Of(
            who, image, [kernel.Height, kernel.Width], [strides.Height, strides.Width], [dilation.Height, dilation.Width], padding);
        return Of(axes[0], axes[1]);
    }

    /// <summary>A window from how it slides along rows and columns.</summary>
    public static Window2D Of(AxisWindow rows, AxisWindow columns) => new(
        rows.Kernel, columns.Kernel, rows.Stride, columns.Stride, rows.Dilation, columns.Dilation, rows.Before, columns.Before, rows.After, columns.After);

    /// <summary>How it slides along the rows.</summary>
    public AxisWindow Vertical => new(KernelHeight, StrideHeight, DilationHeight, PadTop, PadBottom);

    /// <summary>How it slides along the columns.</summary>
    public AxisWindow Horizontal => new(KernelWidth, StrideWidth, DilationWidth, PadLeft, PadRight);

    /// <summary>Height and width of the result.</summary>
    public Size2D Output(string who, Shape image)
    {
        SpatialWindows.RequireFit(who, image, [Vertical, Horizontal]);
        return new(Vertical.Output(image[1]), Horizontal.Output(image[2]));
    }
}
