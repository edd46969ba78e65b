namespace Keratin;

/// <summary>Fills memory with what a <see cref="RandomStream"/> of that seed would give one after the other, on all processors: the first weights of a
/// large network are a hundred million numbers.</summary>
/// <remarks>A number of the stream is a function of the seed and its place, so chunks can be made anywhere, and the bits are those of the stream.</remarks>
internal static unsafe class RandomFill
{
    // A multiple of four, which one block of the generator gives.
    private const int ChunkLength = 1 << 15;

    // A normal number takes two words, so a block of the generator gives two.
    private const int NormalsOfBlock = 2;

    /// <summary>What is made of a chunk at last, while it lies in the cache.</summary>
    public delegate void Finish(Span<float> chunk);

    /// <summary>Uniform in [0, 1), as <see cref="RandomStream.NextSingle"/>.</summary>
    public static void Uniform(Span<float> values, ulong seed, Finish finish) => InChunks(values, (chunk, start) =>
    {
        FillUniform(chunk, start, seed);
        finish(chunk);
    });

    /// <summary>Standard normal, as <see cref="RandomStream.NextNormal"/>.</summary>
    public static void Normal(Span<float> values, ulong seed, Finish finish) => InChunks(values, (chunk, start) =>
    {
        for (int i = 0; i < chunk.Length; i++)
            chunk[i] = NormalAt(start + i, seed);
        finish(chunk);
    });

    /// <summary>Standard normal, numbers beyond two standard deviations left out: the others in their order.</summary>
    public static void TruncatedNormal(Span<float> values, ulong seed, Finish finish)
    {
        int done = 0;
        // Of as many numbers as are missing about a twentieth are left out; so it takes a few rounds, and none is made in vain.
        for (long next = 0; done < values.Length;)
        {
            Span<float> rest = values[done..];
            long first = next;
            int[] kept = new int[(rest.Length + ChunkLength - 1) / ChunkLength];
            InChunks(rest, (chunk, start) => kept[start / ChunkLength] = FillTruncated(chunk, first + start, seed));
            int length = 0;
            for (int c = 0; c < kept.Length; c++)
            {
                rest.Slice(c * ChunkLength, kept[c]).CopyTo(rest[length..]);
                length += kept[c];
            }
            next += rest.Length;
            done += length;
        }
        InChunks(values, (chunk, _) => finish(chunk));
    }

    private static void FillUniform(Span<float> chunk, long start, ulong seed)
    {
        for (int i = 0; i < chunk.Length; i += 4)
        {
            var (x0, x1, x2, x3) = BlockAt((start + i) / 4, seed);
            ReadOnlySpan<float> four = [Philox.ToUnit(x0), Philox.ToUnit(x1), Philox.ToUnit(x2), Philox.ToUnit(x3)];
            four[..Math.Min(4, chunk.Length - i)].CopyTo(chunk[i..]);
        }
    }

    // Writes those that are kept to the beginning of the chunk; says how many.
    private static int FillTruncated(Span<float> chunk, long start, ulong seed)
    {
        int kept = 0;
        for (int i = 0; i < chunk.Length; i++)
        {
            float normal = NormalAt(start + i, seed);
            if (MathF.Abs(normal) <= 2)
                chunk[kept++] = normal;
        }
        return kept;
    }

    private static float NormalAt(long index, ulong seed)
    {
        var (x0, x1, x2, x3) = BlockAt(index / NormalsOfBlock, seed);
        return index % NormalsOfBlock == 0 ? RandomStream.Normal(x0, x1) : RandomStream.Normal(x2, x3);
    }

    private static (uint X0, uint X1, uint X2, uint X3) BlockAt(long index, ulong seed) => Philox.Block((uint)index, (uint)(index >> 32), 0, 0, seed);

    private static void InChunks(Span<float> values, Action<Span<float>, long> fill)
    {
        int length = values.Length, chunks = (length + ChunkLength - 1) / ChunkLength;
        fixed (float* start = values)
        {
            float* memory = start;
            void Fill(int c)
            {
                long from = (long)c * ChunkLength;
                fill(new Span<float>(memory + from, (int)Math.Min(ChunkLength, length - from)), from);
            }
            if (chunks > 1)
                Parallel.For(0, chunks, Fill);
            else if (chunks == 1)
                Fill(0);
        }
    }
}
