namespace Keratin;

/// <summary>Random numbers in sequence from a seed: first values of weights, shuffles. The same seed gives the same numbers on any machine.</summary>
internal sealed class RandomStream(ulong seed)
{
    private readonly uint[] _words = new uint[4];
    private ulong _counter;
    private int _left;

    public ulong Seed { get; } = seed;

    public uint NextUInt32()
    {
        if (_left == 0)
        {
            (_words[0], _words[1], _words[2], _words[3]) = Philox.Block((uint)_counter, (uint)(_counter >> 32), 0, RandomUse.Stream, Seed);
            _counter++;
            _left = 4;
        }
        return _words[4 - _left--];
    }

    public ulong NextUInt64() => ((ulong)NextUInt32() << 32) | NextUInt32();

    /// <summary>Uniform in [0, 1).</summary>
    public float NextSingle() => Philox.ToUnit(NextUInt32());

    /// <summary>Standard normal, by Box and Muller's transform.</summary>
    public float NextNormal() => Normal(NextUInt32(), NextUInt32());

    /// <summary>The standard normal number that two words make.</summary>
    public static float Normal(uint first, uint second)
    {
        // 1 - u lies in (0, 1], so the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1.0 - Philox.ToUnit(first)));
        return (float)(radius * Math.Cos(2 * Math.PI * Philox.ToUnit(second)));
    }

    /// <summary>Uniform in 0 … <paramref name="bound"/> - 1, without bias (Lemire's method).</summary>
    public int Next(int bound)
    {
        uint range = (uint)bound, threshold = (uint)(-(int)range) % range;
        ulong product;
        do
        {
            product = (ulong)NextUInt32() * range;
        }
        while ((uint)product < threshold);
        return (int)(product >> 32);
    }

    /// <summary>Puts the elements in random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
