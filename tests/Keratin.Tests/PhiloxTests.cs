namespace Keratin.Tests;

public class PhiloxTests
{
    // The vectors that the authors publish with their implementation, Random123: philox4x32, 10 rounds.
    [Fact]
    public void Gives_the_published_words()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block(0, 0, 0, 0, 0));
        const uint Ones = uint.MaxValue;
        Assert.Equal((0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu), Philox.Block(Ones, Ones, Ones, Ones, ulong.MaxValue));
    }

    [Fact]
    public void Unit_floats_are_below_one()
    {
        Assert.Equal(0, Philox.ToUnit(0));
        Assert.Equal(1 - (1f / (1 << 24)), Philox.ToUnit(uint.MaxValue));
    }

    [Fact]
    public void A_stream_is_uniform_and_normal()
    {
        // 100,000 numbers: the mean of uniforms has a standard deviation of 0.29 / 316 = 0.0009, that of normals 0.0032.
        var stream = new RandomStream(7);
        double uniform = 0, normal = 0, square = 0;
        for (int i = 0; i < 100_000; i++)
        {
            uniform += stream.NextSingle();
            double x = stream.NextNormal();
            normal += x;
            square += x * x;
        }
        Assert.Equal(0.5, uniform / 100_000, 0.004);
        Assert.Equal(0, normal / 100_000, 0.015);
        Assert.Equal(1, square / 100_000, 0.02);
    }

    [Fact]
    public void Next_reaches_each_number_equally_often()
    {
        // 10,000 each, standard deviation 95.
        var stream = new RandomStream(8);
        int[] count = new int[10];
        for (int i = 0; i < 100_000; i++)
            count[stream.Next(10)]++;
        Assert.All(count, n => Assert.InRange(n, 9600, 10400));
    }
}
