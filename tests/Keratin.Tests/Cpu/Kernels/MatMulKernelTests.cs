using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class MatMulKernelTests
{
    private static readonly int[] s_sizes = [.. Enumerable.Range(1, 20), 31, 33, 40, 63, 64, 65, 96, 97, 128, 130];

    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiplies_matrices_of_any_size(int width)
    {
        // Each size meets many others: strides without a common divisor walk through the table.
        int count = s_sizes.Length;
        for (int i = 0; i < 600; i++)
            Check(s_sizes[i % count], s_sizes[i * 7 / 3 % count], s_sizes[i * 11 / 5 % count], i, width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiplies_every_small_matrix(int width)
    {
        for (int m = 1; m <= 14; m++)
        {
            for (int n = 1; n <= 70; n += n < 18 ? 1 : 7)
                Check(m, n, 3, m + n, width);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiplies_in_blocks_slices_and_packed_panels(int width)
    {
        (int M, int N, int K)[] shapes =
        [
            (7, 70, 1025), (64, 10, 2500), (3, 5, 40_000), (25, 32, 9000), (128, 100, 512), (200, 130, 300), (1, 1, 5000), (300, 1, 700),
            (1024, 70, 40), (20, 300, 1100), (37, 130, 260),
            (1, 256, 20), (1, 300, 1100), (1, 513, 7), (1, 1000, 2500), (1, 330, 0),
        ];
        foreach (var (m, n, k) in shapes)
        {
            for (int options = 0; options < 16; options++)
                Check(m, n, k, options, width);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_row_alone_has_the_bits_that_it_has_among_others(int width)
    {
        foreach (var (n, k) in ((int, int)[])[(256, 300), (1000, 1024), (515, 2100), (300, 1)])
        {
            float[] x = Engine.Random(7 * k, 1), y = Engine.Random((long)k * n, 2), bias = Engine.Random(n, 3);
            var simd = (SimdWidth)width;
            float[] together = KernelRunner.Run(MatMulKernel.Create(7, n, k, bias: true, activation: FusedActivation.Relu, width: simd), 7 * n, x, y, bias);
            float[] alone = KernelRunner.Run(MatMulKernel.Create(1, n, k, bias: true, activation: FusedActivation.Relu, width: simd), n, x[..k], y, bias);
            Assert.Equal(together[..n], alone);
        }
    }

    [Fact]
    public void Adds_the_bias_to_nothing_when_there_is_nothing_to_sum()
    {
        Assert.Equal([0, 0, 0, 0], KernelRunner.Run(MatMulKernel.Create(2, 2, 0), 4, [], []));
        Assert.Equal([1, -2, 1, -2], KernelRunner.Run(MatMulKernel.Create(2, 2, 0, bias: true), 4, [], [], [1, -2]));
        Assert.Equal([1, 0], KernelRunner.Run(MatMulKernel.Create(1, 2, 0, false, true, true, FusedActivation.Relu), 2, [], [], [1, -2]));
    }

    [Fact]
    public void Lets_nan_through_relu()
    {
        float[] got = KernelRunner.Run(MatMulKernel.Create(1, 1, 1, activation: FusedActivation.Relu), 1, [float.NaN], [1]);
        Assert.True(float.IsNaN(got[0]));
    }

    [Theory]
    [InlineData(128, 512, 784, false)]
    [InlineData(128, 10, 512, false)]
    [InlineData(100, 10, 512, true)]
    [InlineData(25, 32, 20_000, true)]
    [InlineData(17, 1000, 64, false)]
    public void Gives_the_same_bits_on_any_number_of_threads(int m, int n, int k, bool transposeX)
    {
        foreach (bool transposeY in (bool[])[false, true])
        {
            Kernel kernel = MatMulKernel.Create(m, n, k, transposeX, transposeY, bias: true);
            float[][] inputs = [KernelRunner.Random(m * k, 1), KernelRunner.Random(k * n, 2), KernelRunner.Random(n, 3)];
            KernelRunner.AssertSameBitsFromAnyTeam(kernel, m * n, inputs);
        }
    }

    private static void Check(int m, int n, int k, int options, int width)
    {
        bool transposeX = (options & 1) != 0, transposeY = (options & 2) != 0, bias = (options & 4) != 0, relu = (options & 8) != 0;
        FusedActivation activation = relu ? FusedActivation.Relu : FusedActivation.None;
        Kernel kernel = MatMulKernel.Create(m, n, k, transposeX, transposeY, bias, activation, (SimdWidth)width);

        float[] x = KernelRunner.Random(m * k, m), y = KernelRunner.Random(k * n, n + 1000), b = KernelRunner.Random(n, 7);
        double[] expected = Product(m, n, k, x, transposeX, y, transposeY);
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] += bias ? b[i % n] : 0;
            expected[i] = relu ? Math.Max(expected[i], 0) : expected[i];
        }

        float[] got = KernelRunner.Run(KernelRunner.Teams[options % 2], kernel, m * n, bias ? [x, y, b] : [x, y]);
        KernelRunner.AssertClose(expected, got, k, $"m = {m}, n = {n}, k = {k}, options {options}, {width} bits");
    }

    private static double[] Product(int m, int n, int k, float[] x, bool transposeX, float[] y, bool transposeY)
    {
        var sums = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < k; p++)
                    sums[i * n + j] += (double)x[transposeX ? p * m + i : i * k + p] * y[transposeY ? j * k + p : p * n + j];
            }
        }
        return sums;
    }
}
