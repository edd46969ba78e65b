namespace Keratin;

/// <summary>How a window slides over an image: its size, steps, holes, and the zeros around the image.</summary>
internal readonly record struct Window2D(
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth,
    int PadTop, int PadLeft, int PadBottom, int PadRight)
{
    private const int LargestSmallSpan = 1024;

    /// <summary>Works out the zeros that <paramref name="padding"/> stands for, by Keras' (TensorFlow's) rule.</summary>
    public static Window2D Of(string who, Shape image, Size2D kernel, Size2D strides, Size2D dilation, Padding padding)
    {
        if (image.Rank != 4 || image[1] == Shape.Unknown || image[2] == Shape.Unknown || image[3] == Shape.Unknown)
            throw new ShapeException(
                who, "(batch, height, width, channels), all but the batch known", $"{image}",
                image.Rank == 3 ? "give the images a channel axis: new Reshape([height, width, 1])" : null);
        RequireSaneSpan(who, image[1], kernel.Height, dilation.Height);
        RequireSaneSpan(who, image[2], kernel.Width, dilation.Width);
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
                who, $"an image of at least {Span(KernelHeight, DilationHeight)} × {Span(KernelWidth, DilationWidth)}",
                $"{image}", "use Padding.Same, or fewer poolings before it");
        return new(height, width);
    }

    private static int Length(int input, int kernel, int stride, int dilation)
    {
        long span = Span(kernel, dilation);
        return input < span ? 0 : (int)(((input - span) / stride) + 1);
    }

    private static (int Before, int After) Zeros(int input, int kernel, int stride, int dilation, Padding padding)
    {
        if (padding == Padding.Valid)
            return (0, 0);
        long output = ((long)input + stride - 1) / stride;
        int total = (int)Math.Max(((output - 1) * stride) + Span(kernel, dilation) - input, 0);
        return (total / 2, total - (total / 2));
    }

    // In 64 bits: sizes may come from a file, and a span that wraps around would pass for a small one.
    private static long Span(int kernel, int dilation) => ((kernel - 1L) * dilation) + 1;

    // A window far larger than its image sees nothing but zeros, and the kernels would have to lay them out.
    private static void RequireSaneSpan(string who, int input, int kernel, int dilation)
    {
        long most = Math.Max(LargestSmallSpan, 8L * input);
        if (Span(kernel, dilation) > most)
            throw new ShapeException(who, $"a window that spans at most {most} pixels of an image side of {input}", $"{kernel}, {dilation} apart");
    }
}
