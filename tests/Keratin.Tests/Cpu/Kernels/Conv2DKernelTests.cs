using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class Conv2DKernelTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    // What the networks are made of, and corners: images smaller than the kernel, all padding, strides that leave pixels out.
    private static readonly Conv2DGeometry[] s_known =
    [
        Of(2, 28, 28, 1, 5, 5, 32), Of(2, 28, 28, 1, 5, 5, 6, pad: 2), Of(2, 28, 28, 1, 3, 3, 32), Of(2, 12, 12, 32, 5, 5, 64),
        Of(2, 14, 14, 16, 5, 5, 36, pad: 2), Of(3, 14, 14, 6, 5, 5, 16), Of(9, 5, 5, 16, 5, 5, 120), Of(2, 9, 9, 64, 1, 1, 24),
        Of(2, 32, 32, 3, 7, 7, 64, pad: 3, stride: 2), Of(2, 8, 8, 72, 3, 3, 80, pad: 1), Of(1, 3, 3, 400, 3, 3, 20, pad: 1),
        Of(1, 2, 2, 3, 5, 5, 4, pad: 2), Of(1, 1, 1, 1, 1, 1, 1), Of(1, 1, 1, 2, 3, 3, 3, pad: 1), Of(2, 1, 7, 1, 1, 2, 1),
        Of(1, 4, 4, 2, 2, 2, 3, pad: 3), Of(1, 11, 11, 2, 2, 2, 3, stride: 4), Of(1, 5, 6, 4, 3, 3, 4, pad: 1, groups: 4),
        Of(1, 300, 40, 4, 3, 3, 5, pad: 1), Of(1, 3, 700, 64, 3, 3, 5, pad: 1), Of(5, 1, 1, 3, 1, 1, 1),
        Of(3, 9, 7, 1, 3, 2, 1), Of(2, 11, 30, 1, 5, 5, 13, pad: 2), Of(2, 28, 28, 1, 5, 5, 16, pad: 2), Of(1, 40, 3, 1, 3, 3, 7, pad: 1),
        Of(2, 14, 14, 20, 3, 3, 1, pad: 1), Of(2, 13, 11, 3, 5, 5, 6), Of(3, 12, 12, 6, 5, 5, 16), Of(2, 9, 17, 4, 2, 3, 8, pad: 1), Of(9, 14, 14, 3, 3, 3, 24, pad: 1),
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
        var random = new Random(20);
        for (int i = 0; i < 250; i++)
            Check(Sample(random), width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Pools_what_it_has_convolved(int width)
    {
        var random = new Random(21);
        foreach (Conv2DGeometry g in s_known.Concat(Enumerable.Range(0, 60).Select(_ => Sample(random))))
        {
            foreach (var (height, columns) in ((int, int)[])[(2, 2), (3, 1), (1, 2)])
            {
                if (height <= g.OutputHeight && columns <= g.OutputWidth)
                    CheckPooled(g, height, columns, (SimdWidth)width);
            }
        }
    }

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        foreach (Conv2DGeometry g in s_known)
        {
            float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
            float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
            KernelRunner.AssertSameBitsFromAnyTeam(Conv2DKernel.Create(g, true, FusedActivation.Relu), dy.Length, x, kernel, bias);
            KernelRunner.AssertSameBitsFromAnyTeam(Conv2DKernelGradient.Create(g), kernel.Length, x, dy);
            KernelRunner.AssertSameBitsFromAnyTeam(Conv2DInputGradient.Create(g), x.Length, dy, kernel);
        }
    }

    private static void Check(Conv2DGeometry g, int width)
    {
        var simd = (SimdWidth)width;
        string what = $"{g}, {width} bits";
        float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
        float[] dy = KernelRunner.Random(Conv2DLoops.YLength(g), 3), bias = KernelRunner.Random(g.Filters, 4);
        long pixels = g.Batch * g.OutputHeight * g.OutputWidth, positions = g.KernelHeight * g.KernelWidth;

        double[] y = Conv2DLoops.Forward(g, x, kernel);
        float[] got = KernelRunner.Run(KernelRunner.Teams[1], Conv2DKernel.Create(g, width: simd), y.Length, x, kernel);
        KernelRunner.AssertClose(y, got, positions * g.GroupChannels, what);

        for (int i = 0; i < y.Length; i++)
            y[i] = Math.Max(y[i] + bias[i % g.Filters], 0);
        got = KernelRunner.Run(Conv2DKernel.Create(g, true, FusedActivation.Relu, simd), y.Length, x, kernel, bias);
        KernelRunner.AssertClose(y, got, positions * g.GroupChannels, what + " with bias and relu");

        double[] dk = Conv2DLoops.KernelGradient(g, x, dy);
        got = KernelRunner.Run(KernelRunner.Teams[1], Conv2DKernelGradient.Create(g, simd), dk.Length, x, dy);
        KernelRunner.AssertClose(dk, got, pixels, what + ", gradient of the kernel");

        double[] dx = Conv2DLoops.InputGradient(g, dy, kernel);
        got = KernelRunner.Run(KernelRunner.Teams[1], Conv2DInputGradient.Create(g, simd), dx.Length, dy, kernel);
        KernelRunner.AssertClose(dx, got, positions * g.GroupFilters, what + ", gradient of the input");
    }

    // The pooling must pick the largest of what the convolution alone gives, and say from where; and bring gradients back there.
    private static void CheckPooled(Conv2DGeometry g, int height, int width, SimdWidth simd)
    {
        float[] x = KernelRunner.Random(Conv2DLoops.XLength(g), 1), kernel = KernelRunner.Random(Conv2DLoops.KernelLength(g), 2);
        float[] bias = KernelRunner.Random(g.Filters, 4);
        float[] y = KernelRunner.Run(Conv2DKernel.Create(g, true, FusedActivation.Relu, simd), Conv2DLoops.YLength(g), x, kernel, bias);
        var window = new Window2D(height, width, height, width, 1, 1, 0, 0, 0, 0);
        int rows = g.OutputHeight / height, columns = g.OutputWidth / width, length = g.Batch * rows * columns * g.Filters;
        Kernel pooled = Conv2DKernel.CreatePooled(g, true, FusedActivation.Relu, window, keepsWinners: true, simd);
        float[][] got = KernelRunner.RunAll(KernelRunner.Teams[1], pooled, [length, length], x, kernel, bias);

        // The same bits, unless one has pixels in the lanes and the other filters: then the bias is added at another time.
        bool isPlanar = PlanarConv2DKernel.Takes(g, window, simd) && !WindowConv2DKernel.Takes(g, window, simd);
        bool isAlike = PlanarConv2DKernel.Takes(g, null, simd) == isPlanar;
        float tolerance = isAlike ? 0 : 1e-4f;
        float[] gradient = KernelRunner.Random(length, 5), scattered = new float[y.Length];
        for (int i = 0; i < length; i++)
        {
            int f = i % g.Filters, column = i / g.Filters % columns, row = i / g.Filters / columns % rows, image = i / g.Filters / columns / rows;
            int At(int place) => ((image * g.OutputHeight + row * height + place / width) * g.OutputWidth + column * width + place % width) * g.Filters + f;
            float[] pixels = [.. Enumerable.Range(0, height * width).Select(place => y[At(place)])];
            int winner = (int)got[1][i];
            Assert.Equal(pixels.Max(), got[0][i], tolerance);
            Assert.Equal(pixels.Max(), pixels[winner], tolerance);
            Assert.True(pixels.Max() > 0 || winner == 0, "Of equal pixels the first has to win.");
            scattered[At(winner)] = gradient[i];
        }
        Kernel predicting = Conv2DKernel.CreatePooled(g, true, FusedActivation.Relu, window, keepsWinners: false, simd);
        Assert.Equal(got[0], KernelRunner.Run(predicting, length, x, kernel, bias));
        Kernel back = new MaxPoolScatterKernel(window, [g.Batch, g.OutputHeight, g.OutputWidth, g.Filters], simd);
        Assert.Equal(scattered, KernelRunner.Run(KernelRunner.Teams[1], back, y.Length, got[1], gradient));
        float[] dk = KernelRunner.Run(Conv2DKernelGradient.CreatePooled(g, window, simd), kernel.Length, x, got[1], gradient);
        long outputs = g.Batch * g.OutputHeight * g.OutputWidth;
        KernelRunner.AssertClose(Conv2DLoops.KernelGradient(g, x, scattered), dk, outputs, $"{g}, {simd}, pooled gradient of the kernel");
    }

    private static Conv2DGeometry Sample(Random random)
    {
        while (true)
        {
            int groups = random.Next(3) == 0 ? random.Next(1, 5) : 1;
            bool plain = random.Next(2) == 0;
            var g = new Conv2DGeometry
            {
                Batch = random.Next(1, 10),
                Height = random.Next(1, 13),
                Width = random.Next(1, 13),
                Channels = groups * random.Next(1, 38 / groups),
                Filters = groups * random.Next(1, 38 / groups),
                Groups = groups,
                KernelHeight = random.Next(1, 6),
                KernelWidth = random.Next(1, 6),
                StrideHeight = plain ? 1 : random.Next(1, 4),
                StrideWidth = plain ? 1 : random.Next(1, 4),
                DilationHeight = plain ? 1 : random.Next(1, 3),
                DilationWidth = plain ? 1 : random.Next(1, 3),
                PadTop = random.Next(4),
                PadLeft = random.Next(4),
                PadBottom = random.Next(4),
                PadRight = random.Next(4),
            };
            int extentHeight = (g.KernelHeight - 1) * g.DilationHeight + 1, extentWidth = (g.KernelWidth - 1) * g.DilationWidth + 1;
            if (g.Height + g.PadTop + g.PadBottom >= extentHeight && g.Width + g.PadLeft + g.PadRight >= extentWidth && g.Work < 2_000_000)
                return g;
        }
    }

    private static Conv2DGeometry Of(
        int batch, int height, int width, int channels, int kernelHeight, int kernelWidth, int filters,
        int pad = 0, int stride = 1, int groups = 1) =>
        new()
        {
            Batch = batch,
            Height = height,
            Width = width,
            Channels = channels,
            KernelHeight = kernelHeight,
            KernelWidth = kernelWidth,
            Filters = filters,
            StrideHeight = stride,
            StrideWidth = stride,
            Groups = groups,
            PadTop = pad,
            PadLeft = pad,
            PadBottom = pad,
            PadRight = pad,
        };
}
