namespace Keratin;

/// <summary>How a window slides over an image: its size, steps, holes, and the zeros around the image.</summary>
internal readonly record struct Window2D(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft, int PadBottom, int PadRight)
{
    /// <summary>Works out the zeros that <paramref name="padding"/> stands for, by Keras' (TensorFlow's) rule.</summary>
    public static Window2D Of(string who, Shape image, Size2D kernel, Size2D strides, Size2D dilation, Padding padding)
    {
        if (image.Rank != 4 || image[1] == Shape.Unknown || image[2] == Shape.Unknown || image[3] == Shape.Unknown)
            throw new ShapeException(
                who, "(batch, height, width, channels), all but the batch known", $"{image}",
                image.Rank == 3 ? "give the images a channel axis: new Reshape([height, width, 1])" : null);
        var (top, bottom) = Zeros(image[1], kernel.Height, strides.Height, dilation.Height, padding);
        var (left, right) = Zeros(image[2], kernel.Width, strides.Width, dilation.Width, padding);
        return new(
            kernel.Height, kernel.Width, strides.Height, strides.Width, dilation.Height, dilation.Width, top, left, bottom, right);
    }

    /// <summary>Height and width of the result.</summary>
    public Size2D Output(string who, Shape image)
    {
        int height = Length(image[1] + PadTop + PadBottom, KernelHeight, StrideHeight, DilationHeight);
        int width = Length(image[2] + PadLeft + PadRight, KernelWidth, StrideWidth, DilationWidth);
        if (height < 1 || width < 1)
            throw new ShapeException(
                who, $"an image of at least {((KernelHeight - 1) * DilationHeight) + 1} × {((KernelWidth - 1) * DilationWidth) + 1}",
                $"{image}", "use Padding.Same, or fewer poolings before it");
        return new(height, width);
    }

    private static int Length(int input, int kernel, int stride, int dilation)
    {
        int span = ((kernel - 1) * dilation) + 1;
        return input < span ? 0 : ((input - span) / stride) + 1;
    }

    private static (int Before, int After) Zeros(int input, int kernel, int stride, int dilation, Padding padding)
    {
        if (padding == Padding.Valid)
            return (0, 0);
        int output = (input + stride - 1) / stride;
        int total = Math.Max(((output - 1) * stride) + ((kernel - 1) * dilation) + 1 - input, 0);
        return (total / 2, total - (total / 2));
    }
}
