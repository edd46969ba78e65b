namespace Keratin.Cpu.Kernels;

/// <summary>Positions of an axis that are pooled into one: from the first to before the last.</summary>
internal readonly record struct Stretch(int From, int To)
{
    /// <summary>What of a sliding window lies on the image, at each of its places.</summary>
    public static Stretch[] Windows(AxisWindow window, int input, int output) =>
    [
        .. Enumerable.Range(0, output).Select(place =>
        {
            int first = (place * window.Stride) - window.Before;
            return new Stretch(Math.Max(first, 0), Math.Min(first + window.Kernel, input));
        }),
    ];

    /// <summary>An axis in so many bins, which share an element where they do not come out even.</summary>
    public static Stretch[] Bins(int input, int output) =>
    [
        .. Enumerable.Range(0, output).Select(
            bin => new Stretch((int)((long)bin * input / output), (int)((((bin + 1L) * input) + output - 1) / output))),
    ];
}
