namespace Keratin;

/// <summary>Where all randomness begins: each weight, shuffle and mask takes the next seed from here, in the order in which they are made.</summary>
internal static class RandomSeed
{
    private static readonly Lock s_lock = new();
    private static RandomStream? s_stream;

    /// <summary>From now on the same program draws the same seeds.</summary>
    public static void Set(long seed)
    {
        lock (s_lock)
            s_stream = new RandomStream((ulong)seed);
    }

    /// <summary>Lets the program draw from this seed for a while, and then go on as if nothing had happened.</summary>
    public static IDisposable Use(long seed)
    {
        lock (s_lock)
        {
            var use = new Interlude(s_stream);
            s_stream = new RandomStream((ulong)seed);
            return use;
        }
    }

    /// <summary>The next seed; without <see cref="Set"/> the first comes from the operating system.</summary>
    public static ulong Next()
    {
        lock (s_lock)
            return (s_stream ??= new RandomStream(FromOperatingSystem())).NextUInt64();
    }

    // The runtime's own generator begins with numbers from the operating system. A cryptographic one would load OpenSSL, and need it.
    private static ulong FromOperatingSystem()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Random.Shared.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    private sealed class Interlude(RandomStream? before) : IDisposable
    {
        public void Dispose()
        {
            lock (s_lock)
                s_stream = before;
        }
    }
}
