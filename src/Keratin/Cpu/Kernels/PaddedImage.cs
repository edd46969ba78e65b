namespace Keratin.Cpu.Kernels;

/// <summary>One image of one channel with its padding, so that a kernel may slide over it as if lines had no end.</summary>
internal sealed unsafe class PaddedImage(Conv2DGeometry g)
{
    /// <summary>Floats of a line.</summary>
    public int Line { get; } = g.Width + g.PadLeft + g.PadRight;

    /// <summary>Lines.</summary>
    public int Lines { get; } = g.Height + g.PadTop + g.PadBottom;

    public int Length => Line * Lines;

    /// <summary>Copies image number <paramref name="index"/>.</summary>
    public void Copy(float* images, int index, float* copy)
    {
        if (Length > g.Height * g.Width)
            new Span<float>(copy, Length).Clear();
        copy += g.PadTop * Line + g.PadLeft;
        float* image = images + (nint)index * g.Height * g.Width;
        for (int row = 0; row < g.Height; row++, copy += Line, image += g.Width)
            new ReadOnlySpan<float>(image, g.Width).CopyTo(new Span<float>(copy, g.Width));
    }
}
