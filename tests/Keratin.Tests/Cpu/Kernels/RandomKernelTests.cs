using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public unsafe class RandomKernelTests
{
    private const int Count = 100_000;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(16, 1, 42)]
    [InlineData(0xFFFF_FFF0, 7, -1)]
    [InlineData(0x1_0000_0000, 0xFFFF_FFFF, 0x1234_5678_9ABC_DEF0)]
    public void Registers_give_the_words_that_the_plain_loop_gives(long block, uint step, long key)
    {
        uint* got = stackalloc uint[64], expected = stackalloc uint[64];
        PhiloxSegment.Fill((ulong)block, step, 2, (ulong)key, got);
        PhiloxSegment.FillScalar((ulong)block, step, 2, (ulong)key, expected);
        Assert.Equal(new Span<uint>(expected, 64).ToArray(), new Span<uint>(got, 64).ToArray());
    }

    [Fact]
    public void Uniform_numbers_have_their_mean_and_variance_and_stay_below_1()
    {
        float[] y = Uniform(seed: 3, step: 1);
        Assert.All(y, value => Assert.InRange(value, 0, 1 - (1f / (1 << 24))));
        // Mean ½, variance 1/12: the standard deviation of the mean of 100,000 is √(1/12 / 100,000) = 0.0009; five of them are granted.
        Assert.Equal(0.5, y.Average(), 0.0046);
        Assert.Equal(1 / 12.0, y.Average(value => (value - 0.5) * (value - 0.5)), 0.0012);
        // In each tenth 10,000, give or take five times √9,000.
        Assert.All(y.GroupBy(value => (int)(value * 10)), tenth => Assert.InRange(tenth.Count(), 9525, 10475));
    }

    [Fact]
    public void Normal_numbers_have_their_moments()
    {
        float[] y = Normal(seed: 3, step: 1);
        // Standard deviations of the means of x, x², x³ and x⁴: √1, √2, √15 and √96 over √100,000; five of them are granted.
        Assert.Equal(0, y.Average(), 0.016);
        Assert.Equal(1, y.Average(value => Math.Pow(value, 2)), 0.023);
        Assert.Equal(0, y.Average(value => Math.Pow(value, 3)), 0.062);
        Assert.Equal(3, y.Average(value => Math.Pow(value, 4)), 0.16);
        // 4.55 of 100 lie beyond two standard deviations.
        Assert.InRange(y.Count(value => Math.Abs(value) > 2), 4550 - 330, 4550 + 330);
    }

    [Fact]
    public void Neighbours_are_not_correlated()
    {
        float[] y = Normal(seed: 3, step: 1);
        foreach (int distance in new[] { 1, 16, 32, 64 })
            Assert.Equal(0, y.Zip(y.Skip(distance), (a, b) => (double)a * b).Average(), 0.016);
    }

    [Fact]
    public void Another_step_another_seed_and_another_kind_have_other_numbers()
    {
        float[] y = Uniform(seed: 3, step: 1);
        Assert.Equal(y, Uniform(seed: 3, step: 1));
        Assert.NotEqual(y, Uniform(seed: 3, step: 2));
        Assert.NotEqual(y, Uniform(seed: 4, step: 1));
        Assert.NotEqual(y, Uniform(seed: 3 + (1L << 32), step: 1));
    }

    [Fact]
    public void A_longer_result_begins_with_the_shorter_one() =>
        Assert.Equal(Normal(seed: 3, step: 1).Take(77), KernelRunner.Run(new RandomNormalKernel(77, new([77], 3)), 77, [1]));

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads()
    {
        KernelRunner.AssertSameBitsFromAnyTeam(new RandomUniformKernel(50_001, new([50_001], 5)), 50_001, [4]);
        KernelRunner.AssertSameBitsFromAnyTeam(new RandomNormalKernel(50_001, new([50_001], 5)), 50_001, [4]);
    }

    private static float[] Uniform(long seed, float step) => KernelRunner.Run(new RandomUniformKernel(Count, new([Count], seed)), Count, [step]);

    private static float[] Normal(long seed, float step) => KernelRunner.Run(new RandomNormalKernel(Count, new([Count], seed)), Count, [step]);
}
