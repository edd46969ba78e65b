using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>One image, channel by channel, each with its padding, so that a kernel may slide over it as if lines had no end.</summary>
/// <remarks>Lines share their padding: the zeros behind one are those before the next, so fewer sums across the end of a line are thrown away.</remarks>
internal sealed unsafe class PaddedPlanes(Conv2DGeometry g)
{
    /// <summary>Whether lines can share their padding: no output has only padding below it.</summary>
    public static bool Suits(Conv2DGeometry g) => g.PadLeft < g.KernelWidth && g.PadRight < g.KernelWidth;

    /// <summary>Floats of a line.</summary>
    public int Line { get; } = g.Width + Math.Max(g.PadLeft, g.PadRight);

    /// <summary>Floats from one plane to the next: behind the last line comes what would be the padding before another.</summary>
    public int Stride => (Line * (g.Height + g.PadTop + g.PadBottom) + g.PadLeft + 15) / 16 * 16;

    /// <summary>Floats of all planes.</summary>
    public int Length => g.Channels * Stride;

    /// <summary>Pixels from the first output to the last if output rows lay a line apart.</summary>
    public int Run => (g.OutputHeight - 1) * Line + g.OutputWidth;

    /// <summary>Whether images lie as planes already.</summary>
    public bool IsPlain { get; } = g is { Channels: 1, PadTop: 0, PadBottom: 0, PadLeft: 0, PadRight: 0 };

    /// <summary>Copies image number <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(float* images, int index, float* planes)
    {
        if (Stride > g.Height * g.Width)
            new Span<float>(planes, Length).Clear();
        float* line = planes + g.PadTop * Line + g.PadLeft;
        nint row = (nint)g.Width * g.Channels;
        float* image = images + index * g.Height * row;
        for (int r = 0; r < g.Height; r++, line += Line, image += row)
        {
            if (g.Channels == 1)
                new ReadOnlySpan<float>(image, g.Width).CopyTo(new Span<float>(line, g.Width));
            else
                Pack.Turn(image, g.Channels, g.Channels, g.Width, line, Stride);
        }
    }
}
