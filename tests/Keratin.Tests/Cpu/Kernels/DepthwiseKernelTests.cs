using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class DepthwiseKernelTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    // Fewer channels than lanes, as many, one more; images smaller than the kernel, one row, one column; strides that leave pixels out.
    private static readonly Conv2DGeometry[] s_known =
    [
        Of(2, 9, 11, 64, 3, 3, pad: 1), Of(2, 9, 11, 16, 3, 3), Of(1, 7, 7, 17, 5, 5, pad: 2), Of(2, 8, 9, 3, 3, 3, pad: 1), Of(3, 5, 6, 33, 2, 4, pad: 1),
        Of(2, 12, 13, 20, 3, 3, pad: 1, stride: 2), Of(2, 12, 13, 8, 3, 3, stride: 3), Of(1, 15, 14, 5, 2, 2, stride: 5), Of(1, 2, 2, 9, 5, 5, pad: 2),
        Of(2, 1, 40, 12, 1, 7, pad: 3), Of(2, 40, 1, 12, 7, 1, pad: 3), Of(1, 1, 1, 2, 1, 1), Of(2, 10, 10, 18, 3, 3, pad: 2, dilation: 2),
        Of(1, 13, 12, 6, 3, 3, pad: 3, stride: 2, dilation: 3), Of(1, 12, 12, 6, 3, 3, pad: 2, stride: 4, dilation: 2), Of(1, 4, 4, 7, 3, 3, pad: 6),
        Of(20, 40, 40, 40, 3, 3, pad: 1),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolves_known_shapes(int width)
    {
        foreach (Conv2DGeometry g in s_known)
            Check(g, (SimdWidth)width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolves_sampled_shapes(int width)
    {
        var random = new Random(22);
        for (int i = 0; i < 200; i++)
            Check(Sample(random), (SimdWidth)width);
    }

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        foreach (Conv2DGeometry g in s_known)
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
            KernelRunner.AssertSameBitsFromAnyTeam(Depthwise.Forward(g, true, FusedActivation.Relu), dy.Length, x, kernel, bias);
            KernelRunner.AssertSameBitsFromAnyTeam(Depthwise.KernelGradient(g), kernel.Length, x, dy);
            KernelRunner.AssertSameBitsFromAnyTeam(Depthwise.InputGradient(g), x.Length, dy, kernel);
        }
    }

    [Fact]
    public void Is_what_a_convolution_with_a_filter_for_each_channel_runs_by()
    {
        Conv2DGeometry g = Of(2, 9, 11, 64, 3, 3, pad: 1);
        Assert.True(Depthwise.Suits(g));
        Assert.Contains(nameof(Depthwise), Convolutions.Forward(g, true, FusedActivation.None).GetType().Name, StringComparison.Ordinal);
        Assert.Contains(nameof(Depthwise), Convolutions.InputGradient(g).GetType().Name, StringComparison.Ordinal);
        Assert.Contains(nameof(Depthwise), Convolutions.KernelGradient(g).GetType().Name, StringComparison.Ordinal);
        Assert.False(Depthwise.Suits(g with { Filters = 128 }));
        Assert.False(Depthwise.Suits(g with { Groups = 32 }));
        Assert.False(Depthwise.Suits(g with { Channels = 1, Filters = 1, Groups = 1 }));
    }

    private static void Check(Conv2DGeometry g, SimdWidth width)
    {
        string what = $"{g}, {width}";
        float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
        float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
        long positions = g.KernelHeight * g.KernelWidth;

        double[] y = Conv2DLoops.Forward(g, x, kernel);
        float[] got = KernelRunner.Run(KernelRunner.Teams[1], Depthwise.Forward(g, width: width), y.Length, x, kernel);
        KernelRunner.AssertClose(y, got, positions, what);

        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(y[i] + bias[i % g.Filters], 0);
        got = KernelRunner.Run(Depthwise.Forward(g, true, FusedActivation.Relu, width), y.Length, x, kernel, bias);
        KernelRunner.AssertClose(y, got, positions, what + " with bias and relu");

        double[] dk = Conv2DLoops.KernelGradient(g, x, dy);
        got = KernelRunner.Run(KernelRunner.Teams[1], Depthwise.KernelGradient(g, width), dk.Length, x, dy);
        KernelRunner.AssertClose(dk, got, g.Batch * g.OutputHeight * g.OutputWidth, what + ", gradient of the kernel");

        double[] dx = Conv2DLoops.InputGradient(g, dy, kernel);
        got = KernelRunner.Run(KernelRunner.Teams[1], Depthwise.InputGradient(g, width), dx.Length, dy, kernel);
        KernelRunner.AssertClose(dx, got, positions, what + ", gradient of the input");
    }

    private static Conv2DGeometry Sample(Random random)
    {
        while (true)
        {
            Conv2DGeometry g = Of(
                random.Next(1, 5), random.Next(1, 15), random.Next(1, 15), random.Next(2, 40), random.Next(1, 6), random.Next(1, 6)) with
            {
                StrideHeight = random.Next(1, 4),
                StrideWidth = random.Next(1, 4),
                DilationHeight = random.Next(1, 4),
                DilationWidth = random.Next(1, 4),
                PadTop = random.Next(4),
                PadLeft = random.Next(4),
                PadBottom = random.Next(4),
                PadRight = random.Next(4),
            };
            int height = (g.KernelHeight - 1) * g.DilationHeight + 1, width = (g.KernelWidth - 1) * g.DilationWidth + 1;
            if (g.Height + g.PadTop + g.PadBottom >= height && g.Width + g.PadLeft + g.PadRight >= width)
                return g;
        }
    }

    private static Conv2DGeometry Of(
        int batch, int height, int width, int channels, int kernelHeight, int kernelWidth, int pad = 0, int stride = 1, int dilation = 1) => new()
        {
            Batch = batch,
            Height = height,
            Width = width,
            Channels = channels,
            Filters = channels,
            Groups = channels,
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            StrideHeight = stride,
            StrideWidth = stride,
            DilationHeight = dilation,
            DilationWidth = dilation,
            PadTop = pad,
            PadLeft = pad,
            PadBottom = pad,
            PadRight = pad,
        };
}
