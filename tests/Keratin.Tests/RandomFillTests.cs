namespace Keratin.Tests;

public class RandomFillTests
{
    // None, less than a block, a block and a half, more than a chunk, several chunks with a ragged end.
    public static TheoryData<int> Lengths => [0, 1, 3, 6, 1000, (1 << 15) + 1, 200_003];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Gives_the_numbers_of_the_stream_to_the_last_bit(int length)
    {
        const ulong Seed = 0x1234_5678_9ABC;
        float[] uniform = new float[length], normal = new float[length], truncated = new float[length];
        RandomFill.Uniform(uniform, Seed, chunk => Half(chunk));
        RandomFill.Normal(normal, Seed, chunk => Half(chunk));
        RandomFill.TruncatedNormal(truncated, Seed, chunk => Half(chunk));

        RandomStream first = new(Seed), second = new(Seed), third = new(Seed);
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(first.NextSingle() / 2, uniform[i]);
            Assert.Equal(second.NextNormal() / 2, normal[i]);
            float kept;
            do
                kept = third.NextNormal();
            while (MathF.Abs(kept) > 2);
            Assert.Equal(kept / 2, truncated[i]);
        }
    }

    private static void Half(Span<float> chunk)
    {
        foreach (ref float value in chunk)
            value /= 2;
    }
}
