namespace Keratin.Cpu.Kernels;

/// <summary>
/// How a kernel lies along one axis of an image: which of its elements each position of the target meets, and where in the source they find what
/// they are multiplied with.
/// </summary>
/// <remarks>
/// Forward, output <c>o</c> finds input <c>o·s + t·d − before</c> under element <c>t</c>. Backward, input <c>i</c> finds output
/// <c>(i + before − t·d) / s</c>, where that comes out even. Either way the elements that a position meets are a fixed number apart, and so are the
/// positions they find; and from one position of the target to the next of its kind the source moves by a fixed number.
/// </remarks>
internal sealed class DepthwiseAxis
{
    private DepthwiseAxis(int length, int kernel, int targetStep, int sourceStep, int tapStep, int tapSource, Func<int, int, long?> find)
    {
        (TargetStep, SourceStep, TapStep, TapSource) = (targetStep, sourceStep, tapStep, tapSource);
        Positions = [.. Enumerable.Range(0, length).Select(target => Meet(target, kernel, find))];
        Runs = [.. Enumerable.Range(0, targetStep).SelectMany(RunsFrom)];
    }

    /// <summary>Positions of the target from one to the next that meets the same elements.</summary>
    public int TargetStep { get; }

    /// <summary>How far the source moves with such a step.</summary>
    public int SourceStep { get; }

    /// <summary>Elements of the kernel from one that is met to the next.</summary>
    public int TapStep { get; }

    /// <summary>How far the source moves with such a step.</summary>
    public int TapSource { get; }

    /// <summary>For each position of the target: the source under the first element it meets, that element, and how many there are.</summary>
    public (int Source, int Tap, int Taps)[] Positions { get; }

    /// <summary>All positions of the target, those that meet the same elements together.</summary>
    public DepthwiseRun[] Runs { get; }

    /// <summary>From an image to the result of the convolution.</summary>
    public static DepthwiseAxis Forward(int input, int output, int kernel, int stride, int dilation, int before) =>
        new(output, kernel, targetStep: 1, stride, tapStep: 1, dilation, (target, tap) =>
        {
            long source = ((long)target * stride) + ((long)tap * dilation) - before;
            return source >= 0 && source < input ? source : null;
        });

    /// <summary>From the gradient of the result to that of the image.</summary>
    public static DepthwiseAxis Backward(int input, int output, int kernel, int stride, int dilation, int before)
    {
        int common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(stride, dilation);
        return new(input, kernel, Math.Min(stride, input), sourceStep: 1, stride / common, -(dilation / common), (target, tap) =>
        {
            long scaled = target + before - ((long)tap * dilation);
            return scaled >= 0 && scaled % stride == 0 && scaled / stride < output ? scaled / stride : null;
        });
    }

    private static (int Source, int Tap, int Taps) Meet(int target, int kernel, Func<int, int, long?> find)
    {
        (int Source, int Tap, int Taps) met = default;
        for (int tap = 0; tap < kernel; tap++)
        {
            if (find(target, tap) is { } source)
                met = met.Taps == 0 ? ((int)source, tap, 1) : met with { Taps = met.Taps + 1 };
        }
        return met;
    }

    private IEnumerable<DepthwiseRun> RunsFrom(int phase)
    {
        for (int target = phase, next; target < Positions.Length; target = next)
        {
            var (source, tap, taps) = Positions[target];
            for (next = target; next < Positions.Length && (Positions[next].Tap, Positions[next].Taps) == (tap, taps);)
                next += TargetStep;
            yield return new(target, ((next - target - 1) / TargetStep) + 1, source, tap, taps);
        }
    }
}
