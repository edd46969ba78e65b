using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class WinogradKernelTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    private static readonly Conv2DGeometry[] s_known =
    [
        Of(2, 12, 12, 32, 5, 64), Of(5, 14, 14, 16, 5, 36, pad: 2), Of(3, 12, 12, 6, 5, 16), Of(2, 28, 28, 16, 3, 16, pad: 1),
        Of(3, 7, 7, 64, 3, 64, pad: 1), Of(1, 56, 56, 8, 3, 24, pad: 1), Of(1, 3, 3, 1, 3, 1), Of(1, 5, 5, 1, 5, 1), Of(1, 1, 1, 17, 3, 5, pad: 1),
        Of(1, 1, 1, 3, 5, 9, pad: 2), Of(9, 2, 3, 20, 3, 100, pad: 1), Of(1, 6, 90, 5, 3, 70), Of(1, 90, 6, 5, 5, 7, pad: 1), Of(2, 7, 7, 200, 3, 150, pad: 2),
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
    public void Pools_what_it_has_convolved(int width)
    {
        var simd = (SimdWidth)width;
        var window = new Window2D(2, 2, 2, 2, 1, 1, 0, 0, 0, 0);
        foreach (Conv2DGeometry g in s_known.Where(g => g.KernelHeight == 5 && g.OutputHeight > 1 && g.OutputWidth > 1))
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
        float[] got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.Forward(g, false, FusedActivation.None, simd), y.Length, x, kernel);
        AssertClose(y, got, positions * g.GroupChannels, what);

        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(y[i] + bias[i % g.Filters], 0);
        got = KernelRunner.Run(Winograd.Forward(g, true, FusedActivation.Relu, simd), y.Length, x, kernel, bias);
        AssertClose(y, got, positions * g.GroupChannels, what + " with bias and relu");

        double[] dk = Conv2DLoops.KernelGradient(g, x, dy);
        got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.KernelGradient(g, simd), dk.Length, x, dy);
        AssertClose(dk, got, pixels, what + ", gradient of the kernel");

        double[] dx = Conv2DLoops.InputGradient(g, dy, kernel);
        got = KernelRunner.Run(KernelRunner.Teams[1], Winograd.InputGradient(g, simd), dx.Length, dy, kernel);
        AssertClose(dx, got, positions * g.GroupFilters, what + ", gradient of the input");
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> got, long products, string what)
    {
        double tolerance = 1e-6 + 2e-6 * Math.Sqrt(products) + products / (double)(1 << 23);
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - got[i]) <= tolerance))
                Assert.Fail($"{what}: element {i} is {got[i]}, expected {expected[i]} ± {tolerance}.");
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
