using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class SumKernelTests
{
    public static TheoryData<int> Widths => [128, 256, 512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Adds_the_middle_axis(int width)
    {
        foreach (int a in (int[])[1, 2, 7, 500])
        {
            foreach (int r in (int[])[0, 1, 2, 3, 4, 10, 63, 65, 130])
            {
                foreach (int b in (int[])[1, 3, 8, 33, 127, 129])
                    Check(a, r, b, width);
            }
        }
        Check(1, 100_000, 1, width);
        Check(3, 9000, 2, width);
        Check(2, 300, 5000, width);
    }

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        foreach (var (a, r, b) in ((int, int, int)[])[(1, 100_000, 1), (700, 10, 1), (3, 9000, 2), (2, 300, 5000)])
            KernelRunner.AssertSameBitsFromAnyTeam(SumKernel.Create(a, r, b), a * b, KernelRunner.Random(a * r * b, 1));
    }

    [Fact]
    public void Wide_rows_need_little_workspace()
    {
        // 128 rows of 10,000: two chunks of 64 rows, and not a copy of all.
        Assert.Equal(20_000, SumKernel.Create(1, 128, 10_000).Workspace);
    }

    private static void Check(int a, int r, int b, int width)
    {
        float[] x = KernelRunner.Random(a * r * b, a + r + b);
        double[] expected = new double[a * b];
        for (int i = 0; i < x.Length; i++)
            expected[i / b / r * b + i % b] += x[i];
        float[] got = KernelRunner.Run(SumKernel.Create(a, r, b, (SimdWidth)width), a * b, x);
        KernelRunner.AssertClose(expected, got, r, $"a = {a}, r = {r}, b = {b}, {width} bits");
    }
}
