using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>How the kernel lies over the image: which floats are next to each other, and where the padding is.</summary>
/// <remarks>
/// <para><b>Parts.</b> Under NHWC the <c>kw · cin</c> floats below a kernel row are contiguous, in the image as in the kernel. Such a
/// row is one part. With dilation or groups only the channels of one kernel position in one group are: then that is a part.</para>
/// <para><b>Lines.</b> Rows of the image, with the padding left and right. If there is none, lines are the image itself; else they are
/// copied to scratch, a band at a time. Padding above and below takes no memory: kernel rows that see only zeros are skipped.</para>
/// </remarks>
internal sealed unsafe class Conv2DWindow
{
    /// <summary>Floats of a copied band: it shall leave room for the kernel in L2.</summary>
    private const int BandLength = 1 << 15;

    private readonly Conv2DGeometry _g;

    public Conv2DWindow(Conv2DGeometry geometry)
    {
        _g = geometry;
        int needed = (_g.OutputWidth - 1) * _g.StrideWidth + (_g.KernelWidth - 1) * _g.DilationWidth + 1;
        IsCopied = _g.PadLeft > 0 || needed > _g.Width;
        LineWidth = IsCopied ? needed : _g.Width;

        bool dense = _g.DilationWidth == 1 && _g.Groups == 1;
        PartsPerRow = dense ? 1 : _g.KernelWidth;
        PartLength = dense ? _g.KernelWidth * _g.Channels : _g.GroupChannels;
    }

    /// <summary>Whether lines are a padded copy of the image's rows.</summary>
    public bool IsCopied { get; }

    /// <summary>Pixels of a line.</summary>
    public int LineWidth { get; }

    /// <summary>Floats of a line.</summary>
    public nint LineLength => (nint)LineWidth * _g.Channels;

    /// <summary>Parts of a kernel row.</summary>
    public int PartsPerRow { get; }

    /// <summary>Contiguous floats of a part; rows of the kernel seen as a matrix [parts · length, filters].</summary>
    public int PartLength { get; }

    /// <summary>Parts of one group.</summary>
    public int Parts => _g.KernelHeight * PartsPerRow;

    /// <summary>Lines of a band, such that copies of it stay in the cache; as many as you like if nothing is copied.</summary>
    public int LinesOfBand => IsCopied ? (int)Math.Max(BandLength / LineLength, 1) : int.MaxValue;

    /// <summary>Where a part lies in the lines, seen from the pixel under the kernel's first position.</summary>
    public nint Offset(int part) =>
        part / PartsPerRow * _g.DilationHeight * LineLength + (nint)(part % PartsPerRow) * _g.DilationWidth * _g.Channels;

    /// <summary>The row of the image, perhaps above or below it, under the first row of the kernel.</summary>
    public int FirstLine(int outputRow) => outputRow * _g.StrideHeight - _g.PadTop;

    /// <summary>The rows of the kernel that see lines from <paramref name="top"/> to before <paramref name="bottom"/>.</summary>
    public (int Begin, int End) KernelRows(int outputRow, int top, int bottom)
    {
        int first = FirstLine(outputRow), d = _g.DilationHeight;
        int begin = first >= top ? 0 : (top - first + d - 1) / d;
        int end = bottom <= first ? 0 : (bottom - first + d - 1) / d;
        return (begin, Math.Max(begin, Math.Min(end, _g.KernelHeight)));
    }

    /// <summary>The output rows before <paramref name="end"/> that follow <paramref name="begin"/> and see the same kernel rows.</summary>
    public int EndOfRun(int begin, int end, int top, int bottom)
    {
        (int, int) rows = KernelRows(begin, top, bottom);
        int run = begin + 1;
        while (run < end && KernelRows(run, top, bottom) == rows)
            run++;
        return run;
    }

    /// <summary>The lines that output rows see, those outside the image left out.</summary>
    public (int Top, int Bottom) Lines(int beginOutputRow, int endOutputRow)
    {
        int top = Math.Clamp(FirstLine(beginOutputRow), 0, _g.Height);
        int bottom = FirstLine(endOutputRow - 1) + (_g.KernelHeight - 1) * _g.DilationHeight + 1;
        return (top, Math.Clamp(bottom, top, _g.Height));
    }

    /// <summary>Copies rows of the image into lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyIn(float* image, int top, int bottom, float* lines)
    {
        nint left = (nint)_g.PadLeft * _g.Channels, length = CopiedLength, right = LineLength - left - length;
        for (int h = top; h < bottom; h++, lines += LineLength)
        {
            new Span<float>(lines, (int)Math.Min(left, LineLength)).Clear();
            if (length <= 0)
                continue;
            new Span<float>(image + (nint)h * _g.Width * _g.Channels, (int)length).CopyTo(new Span<float>(lines + left, (int)length));
            new Span<float>(lines + left + length, (int)right).Clear();
        }
    }

    /// <summary>Copies lines back into rows of the image; pixels that no line covers become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CopyOut(float* lines, int top, int bottom, float* image)
    {
        nint left = (nint)_g.PadLeft * _g.Channels, length = Math.Max(CopiedLength, 0), row = (nint)_g.Width * _g.Channels;
        for (int h = top; h < bottom; h++, lines += LineLength)
        {
            float* target = image + h * row;
            new Span<float>(lines + left, (int)length).CopyTo(new Span<float>(target, (int)length));
            new Span<float>(target + length, (int)(row - length)).Clear();
        }
    }

    // Of each row of the image, what lies within the line. Not positive if the line ends in the left padding.
    private nint CopiedLength => (nint)Math.Min(_g.Width, LineWidth - _g.PadLeft) * _g.Channels;
}
