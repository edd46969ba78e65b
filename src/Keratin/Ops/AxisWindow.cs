namespace Keratin;

/// <summary>How a window slides along one axis: its elements, their distance, its steps, and the zeros before and after.</summary>
internal readonly record struct AxisWindow(int Kernel, int Stride, int Dilation, int Before, int After)
{
    private const int LargestSmallSpan = 1024;

    /// <summary>A window of one pixel that goes everywhere: for an axis that nothing slides along.</summary>
    public static AxisWindow Point => new(1, 1, 1, 0, 0);

    /// <summary>From the first to the last element. In 64 bits: sizes may come from a file, and a span that wraps around would pass for a small one.</summary>
    public long Span => ((Kernel - 1L) * Dilation) + 1;

    /// <summary>Works out the zeros that <paramref name="padding"/> stands for, by Keras' (TensorFlow's) rule.</summary>
    public static AxisWindow Of(string who, int input, int kernel, int stride, int dilation, Padding padding)
    {
        var window = new AxisWindow(kernel, stride, dilation, 0, 0);
        window.RequireSaneSpan(who, input);
        long zeros = padding switch
        {
            Padding.Valid => 0,
            Padding.Causal => window.Span - 1,
            _ => Math.Max(((((long)input + stride - 1) / stride) - 1) * stride + window.Span - input, 0),
        };
        int before = (int)(padding == Padding.Causal ? zeros : zeros / 2);
        return window with { Before = before, After = (int)zeros - before };
    }

    /// <summary>
    /// The window of the convolution whose gradient is the transposed convolution that is asked for, and how many positions that gives.
    /// </summary>
    /// <remarks>
    /// Each of <c>in</c> positions lays its kernel down, <c>s</c> apart: <c>(in - 1)·s + span</c> positions in all. Valid padding leaves them and
    /// adds <paramref name="outputPadding"/> zeros behind, by default as many as make a span of at least <c>s</c>; Same padding cuts on both sides
    /// what is more than <c>in·s</c>, or with an output padding than <c>(in - 1)·s + span mod 2 + outputPadding</c>, an odd one behind.
    /// </remarks>
    public static (AxisWindow Window, int Output) Transposed(
        string who, int input, int kernel, int stride, int dilation, Padding padding, int? outputPadding)
    {
        var window = new AxisWindow(kernel, stride, dilation, 0, 0);
        window.RequireSaneSpan(who, input);
        long steps = (input - 1L) * stride, all = steps + window.Span;
        long output = (padding, outputPadding) switch
        {
            (Padding.Valid, _) => all + (outputPadding ?? Math.Max(stride - window.Span, 0)),
            (_, null) => (long)input * stride,
            (_, { } more) => steps + (window.Span % 2) + more,
        };
        if (output is < 1 or > int.MaxValue)
            throw new ShapeException(who, "a result of at least one position, and of fewer than 2³¹", $"{output} positions");
        long before = Math.Max((all - output) >> 1, 0), after = Math.Max(all - output - before, 0);
        return (window with { Before = (int)before, After = (int)after }, (int)output);
    }

    /// <summary>How often it fits; 0 where the axis is too short.</summary>
    public int Output(int input)
    {
        long length = (long)input + Before + After;
        return length < Span ? 0 : (int)(((length - Span) / Stride) + 1);
    }

    // A window far larger than its image sees nothing but zeros, and the kernels would have to lay them out.
    private void RequireSaneSpan(string who, int input)
    {
        long most = Math.Max(LargestSmallSpan, 8L * input);
        if (Span > most)
            throw new ShapeException(who, $"a window that spans at most {most} pixels of an image side of {input}", $"{Kernel}, {Dilation} apart");
    }
}
