using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public unsafe class DropoutKernelTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Drops_the_rate_and_keeps_the_mean(float rate)
    {
        float[] y = Run(100_000, rate, seed: 3, step: 1);
        // The number kept is binomial: its standard deviation is below √(100,000 / 4) = 158.
        Assert.InRange(y.Count(value => value != 0), 100_000 * (1 - rate) - 800, 100_000 * (1 - rate) + 800);
        Assert.All(y.Where(value => value != 0), value => Assert.Equal(1 / (1 - rate), value));
        Assert.Equal(1, y.Average(), 0.008 / (1 - rate));
    }

    [Fact]
    public void Rate_zero_changes_nothing() => Assert.All(Run(1000, 0, seed: 3, step: 1), value => Assert.Equal(1, value));

    [Fact]
    public void Another_step_and_another_seed_drop_others()
    {
        float[] mask = Run(1000, 0.5f, seed: 3, step: 1);
        Assert.Equal(mask, Run(1000, 0.5f, seed: 3, step: 1));
        Assert.NotEqual(mask, Run(1000, 0.5f, seed: 3, step: 2));
        Assert.NotEqual(mask, Run(1000, 0.5f, seed: 4, step: 1));
    }

    [Fact]
    public void Gives_the_same_bits_on_any_number_of_threads() =>
        KernelRunner.AssertSameBitsFromAnyTeam(new DropoutKernel(50_001, new(0.3f, 5)), 50_001, KernelRunner.Random(50_001, 1), [4]);

    private static float[] Run(int length, float rate, long seed, float step)
    {
        float[] ones = new float[length];
        Array.Fill(ones, 1);
        return KernelRunner.Run(new DropoutKernel(length, new(rate, seed)), length, ones, [step]);
    }
}
