using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class WinogradKernelTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    // What the networks are made of, and corners: fewer channels than lanes, images of one pixel, blocks that end within a row of tiles.
    private static readonly Conv2DGeometry[] s_known =
    [
        Of(2, 12, 12, 32, 5, 64), Of(5, 14, 14, 16, 5, 36, pad: 2), Of(3, 12, 12, 6, 5, 16), Of(2, 28, 28, 16, 3, 16, pad: 1),
        Of(3, 7, 7, 64, 3, 64, pad: 1), Of(1, 56, 56, 8, 3, 24, pad: 1), Of(1, 3, 3, 1, 3, 1), Of(1, 5, 5, 1, 5, 1), Of(1, 1, 1, 17, 3, 5, pad: 1),
        Of(1, 1, 1, 3, 5, 9, pad: 2), Of(9, 2, 3, 20, 3, 100, pad: 1), Of(1, 6, 90, 5, 3, 70), Of(1, 90, 6, 5, 5, 7, pad: 1),
        Of(2, 7, 7, 200, 3, 150, pad: 2), Of(70, 8, 6, 3, 5, 4, pad: 1), Of(1, 3, 260, 4, 3, 4, pad: 1), Of(2, 4, 5, 2, 5, 3, pad: 4),
        Of(150, 8, 8, 2, 3, 3, pad: 1), Of(300, 4, 8, 2, 5, 3, pad: 2),
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolves_known_shapes(int width)
    {
        foreach (Conv2DGeometry g in s_known)
            Check(g, width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Convolves_sampled_shapes(int width)
    {
        var random = new Random(21);
        for (int i = 0; i < 60; i++)
            Check(Sample(random), width);
    }

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        foreach (Conv2DGeometry g in s_known)
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
            KernelRunner.AssertSameBitsFromAnyTeam(Winograd.Forward(g, true, FusedActivation.Relu), dy.Length, x, kernel, bias);
            KernelRunner.AssertSameBitsFromAnyTeam(Winograd.KernelGradient(g), kernel.Length, x, dy);
            KernelRunner.AssertSameBitsFromAnyTeam(Winograd.InputGradient(g), x.Length, dy, kernel);
        }
    }

    // Relative to the root mean square of the result, as the remark on Winograd has it.
    [Fact]
    public void Loses_few_digits()
    {
        foreach (Conv2DGeometry g in (Conv2DGeometry[])[Of(8, 12, 12, 32, 5, 64), Of(2, 14, 14, 200, 5, 32, pad: 2), Of(8, 14, 14, 32, 3, 32, pad: 1), Of(2, 7, 7, 200, 3, 150, pad: 1)])
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3);
            float[] y = KernelRunner.Run(Winograd.Forward(g), dy.Length, x, kernel);
            float[] dk = KernelRunner.Run(Winograd.KernelGradient(g), kernel.Length, x, dy);
            float[] dx = KernelRunner.Run(Winograd.InputGradient(g), x.Length, dy, kernel);
            double most = g.KernelHeight == 3 ? 2e-6 : g.Channels > 100 ? 6e-6 : 3e-6;
            Assert.InRange(RelativeError(Conv2DLoops.Forward(g, x, kernel), y), 0, most);
            Assert.InRange(RelativeError(Conv2DLoops.KernelGradient(g, x, dy), dk), 0, most);
            Assert.InRange(RelativeError(Conv2DLoops.InputGradient(g, dy, kernel), dx), 0, most);
        }
    }

    [Fact]
    public void Suits_large_convolutions_with_many_channels()
    {
        Assert.True(Winograd.Suits(Of(128, 12, 12, 32, 5, 64)));
        Assert.True(Winograd.Suits(Of(128, 14, 14, 16, 5, 36, pad: 2)));
        Assert.True(Winograd.Suits(Of(128, 28, 28, 16, 3, 16, pad: 1)));
        Assert.True(Winograd.Suits(Of(128, 7, 7, 512, 3, 512, pad: 1)));

        Assert.True(Winograd.Suits(Of(128, 12, 12, 6, 5, 16)));
        Assert.True(Winograd.SuitsKernelGradient(Of(128, 12, 12, 6, 5, 16)));
        Assert.True(Winograd.SuitsInputGradient(Of(128, 12, 12, 6, 5, 16)));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 3, 5, 16)));
        Assert.False(Winograd.Suits(Of(128, 28, 28, 6, 3, 16, pad: 1)));
        Assert.False(Winograd.Suits(Of(1, 14, 14, 32, 3, 32, pad: 1)));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 32, 1, 64)));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 32, 3, 64) with { StrideHeight = 2 }));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 32, 3, 64) with { DilationWidth = 2 }));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 32, 3, 64) with { Groups = 2 }));
        Assert.False(Winograd.Suits(Of(128, 12, 12, 32, 5, 64) with { KernelWidth = 3 }));

        // 5 × 5 outputs need four tiles, as 8 × 8 do.
        Assert.False(Winograd.Suits(Of(128, 5, 5, 64, 3, 64, pad: 1)));
        Assert.True(Winograd.Suits(Of(128, 6, 6, 64, 3, 64, pad: 1)));
        Assert.True(Winograd.SuitsKernelGradient(Of(8, 14, 14, 256, 3, 256, pad: 1)));
        Assert.True(Winograd.SuitsKernelGradient(Of(128, 7, 7, 512, 3, 512, pad: 1)));
        Assert.False(Winograd.SuitsKernelGradient(Of(8, 14, 14, 512, 3, 512, pad: 1)));
        Assert.True(Winograd.SuitsInputGradient(Of(8, 56, 56, 64, 3, 64, pad: 1)));
        Assert.False(Winograd.SuitsInputGradient(Of(8, 14, 14, 512, 3, 512, pad: 1)));
        Assert.False(Winograd.SuitsInputGradient(Of(2, 112, 112, 64, 3, 64, pad: 1)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Pools_what_it_has_convolved(int width)
    {
        var simd = (SimdWidth)width;
        var window = new Window2D(2, 2, 2, 2, 1, 1, 0, 0, 0, 0);
        foreach (Conv2DGeometry g in s_known.Where(g => g.OutputHeight > 1 && g.OutputWidth > 1))
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] bias = KernelRunner.Random(g.Filters, 4);
            float[] y = KernelRunner.Run(Winograd.Forward(g, true, FusedActivation.Relu, simd), Conv2DLoops.YLength(g), x, kernel, bias);
            int length = g.Batch * (g.OutputHeight / 2) * (g.OutputWidth / 2) * g.Filters;
            var band = MaxPoolBand.Create(window, g.OutputWidth, g.Filters, simd);
            float[][] expected = Pool(band, g, y, length);
            Kernel pooled = Winograd.ForwardPooled(g, true, FusedActivation.Relu, keepsWinners: true, simd);
            float[][] got = KernelRunner.RunAll(KernelRunner.Teams[1], pooled, [length, length], x, kernel, bias);
            Assert.Equal(expected[0], got[0]);
            Assert.Equal(expected[1], got[1]);
            Kernel predicting = Winograd.ForwardPooled(g, true, FusedActivation.Relu, keepsWinners: false, simd);
            Assert.Equal(expected[0], KernelRunner.Run(predicting, length, x, kernel, bias));
        }
    }

    // What they lay out is what is laid out before them.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_lay_out_what_winners_pass_on(int width)
    {
        var simd = (SimdWidth)width;
        var window = new Window2D(2, 2, 2, 2, 1, 1, 0, 0, 0, 0);
        foreach (Conv2DGeometry g in s_known.Where(g => g.OutputHeight > 1 && g.OutputWidth > 1))
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] pooled = KernelRunner.Random(g.Batch * (g.OutputHeight / 2) * (g.OutputWidth / 2) * g.Filters, 3);
            float[] winners = [.. pooled.Select((_, i) => (float)(i * 7 % 5 % 4))];
            var scatter = new MaxPoolScatterKernel(window, [g.Batch, g.OutputHeight, g.OutputWidth, g.Filters], simd);
            float[] dy = KernelRunner.Run(KernelRunner.Teams[1], scatter, Conv2DLoops.YLength(g), winners, pooled);

            Assert.Equal(
                KernelRunner.Run(KernelRunner.Teams[1], Winograd.KernelGradient(g, simd), kernel.Length, x, dy),
                KernelRunner.Run(KernelRunner.Teams[1], Winograd.KernelGradientPooled(g, simd), kernel.Length, x, winners, pooled));
            Assert.Equal(
                KernelRunner.Run(KernelRunner.Teams[1], Winograd.InputGradient(g, simd), x.Length, dy, kernel),
                KernelRunner.Run(KernelRunner.Teams[1], Winograd.InputGradientPooled(g, simd), x.Length, winners, pooled, kernel));
            Kernel apart = new ScatteredInputGradient(g, window, Conv2DInputGradient.Create(g, simd), simd);
            Assert.Equal(
                KernelRunner.Run(KernelRunner.Teams[1], Conv2DInputGradient.Create(g, simd), x.Length, dy, kernel),
                KernelRunner.Run(KernelRunner.Teams[1], apart, x.Length, winners, pooled, kernel));
        }
    }

    // Image by image, as an odd last row belongs to no window.
    private static unsafe float[][] Pool(MaxPoolBand band, Conv2DGeometry g, float[] y, int length)
    {
        float[] pooled = new float[length], winners = new float[length];
        int rows = g.OutputHeight / 2, image = g.OutputHeight * (int)band.RowLength, pooledImage = rows * (int)band.PooledRowLength;
        fixed (float* from = y, to = pooled, places = winners)
        {
            for (int i = 0; i < g.Batch; i++)
                band.Pool(from + i * image, to + i * pooledImage, places + i * pooledImage, rows);
        }
        return [pooled, winners];
    }

    private static void Check(Conv2DGeometry g, int width)
    {
        var simd = (SimdWidth)width;
        string what = $"{g}, {width} bits";
        float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
        float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
        long pixels = g.Batch * g.OutputHeight * g.OutputWidth, positions = g.KernelHeight * g.KernelWidth;

        double[] y = Conv2DLoops.Forward(g, x, kernel);
        float[] got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.Forward(g, width: simd), y.Length, x, kernel);
        AssertClose(g, y, got, positions * g.Channels, what);

        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(y[i] + bias[i % g.Filters], 0);
        got = KernelRunner.Run(Winograd.Forward(g, true, FusedActivation.Relu, simd), y.Length, x, kernel, bias);
        AssertClose(g, y, got, positions * g.Channels, what + " with bias and relu");

        double[] dk = Conv2DLoops.KernelGradient(g, x, dy);
        got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.KernelGradient(g, simd), dk.Length, x, dy);
        AssertClose(g, dk, got, pixels, what + ", gradient of the kernel");

        double[] dx = Conv2DLoops.InputGradient(g, dy, kernel);
        got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.InputGradient(g, simd), dx.Length, dy, kernel);
        AssertClose(g, dx, got, positions * g.Filters, what + ", gradient of the input");
    }

    // As KernelRunner's, but roundings before the sum count a few times, and those of a tile even where few products are added; more of them under 5 × 5.
    private static void AssertClose(Conv2DGeometry g, ReadOnlySpan<double> expected, ReadOnlySpan<float> got, long products, string what)
    {
        double tolerance = (g.KernelHeight == 5 ? 5 : 1) * (8e-6 + 2e-6 * Math.Sqrt(products)) + products / (double)(1 << 23);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - got[i]) <= tolerance))
                Assert.Fail($"{what}: element {i} is {got[i]}, expected {expected[i]} ± {tolerance}.");
        }
    }

    private static double RelativeError(double[] expected, float[] got)
    {
        double error = 0, square = 0;
        for (int i = 0; i < expected.Length; i++)
            (error, square) = (error + (expected[i] - got[i]) * (expected[i] - got[i]), square + expected[i] * expected[i]);
        return Math.Sqrt(error / square);
    }

    private static Conv2DGeometry Sample(Random random)
    {
        while (true)
        {
            int kernel = 3 + 2 * random.Next(2);
            var g = new Conv2DGeometry
            {
                Batch = random.Next(1, 12),
                Height = random.Next(1, 16),
                Width = random.Next(1, 16),
                Channels = random.Next(1, 40),
                Filters = random.Next(1, 80),
                KernelHeight = kernel,
                KernelWidth = kernel,
                PadTop = random.Next(kernel),
                PadLeft = random.Next(kernel),
                PadBottom = random.Next(kernel),
                PadRight = random.Next(kernel),
            };
            if (g.Height + g.PadTop + g.PadBottom >= kernel && g.Width + g.PadLeft + g.PadRight >= kernel && g.Work < 4_000_000)
                return g;
        }
    }

    private static Conv2DGeometry Of(int batch, int height, int width, int channels, int kernel, int filters, int pad = 0) =>
        new()
        {
            Batch = batch,
            Height = height,
            Width = width,
            Channels = channels,
            KernelHeight = kernel,
            KernelWidth = kernel,
            Filters = filters,
            PadTop = pad,
            PadLeft = pad,
            PadBottom = pad,
            PadRight = pad,
        };
}
