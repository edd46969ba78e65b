namespace Keratin.Cpu.Kernels;

/// <summary>Sums of a row, chunk by chunk so that long rows do not lose digits; where the row lies in memory plays no part.</summary>
internal static unsafe class RowSums<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Chunk = 4096;

    /// <summary><c>Σ x</c>.</summary>
    public static double Of(float* x, int n)
    {
        double sum = 0;
        for (int first = 0; first < n; first += Chunk)
            sum += OfChunk(x + first, Math.Min(Chunk, n - first));
        return sum;
    }

    /// <summary><c>Σ (x - mean)²</c>.</summary>
    public static double OfSquares(float* x, float mean, int n)
    {
        double sum = 0;
        for (int first = 0; first < n; first += Chunk)
            sum += SquaresOfChunk(x + first, mean, Math.Min(Chunk, n - first));
        return sum;
    }

    /// <summary><c>Σ g · (x - mean)</c>.</summary>
    public static double OfProducts(float* g, float* x, float mean, int n)
    {
        double sum = 0;
        for (int first = 0; first < n; first += Chunk)
            sum += ProductsOfChunk(g + first, x + first, mean, Math.Min(Chunk, n - first));
        return sum;
    }

    private static float OfChunk(float* x, int n)
    {
        // Two sums, so that an addition need not wait for the one before.
        TVector even = TLanes.Zero, odd = TLanes.Zero;
        int i = 0;
        for (; i + (2 * TLanes.Count) <= n; i += 2 * TLanes.Count)
        {
            even = TLanes.Add(even, TLanes.Load(x + i));
            odd = TLanes.Add(odd, TLanes.Load(x + i + TLanes.Count));
        }
        float sum = TLanes.Sum(TLanes.Add(even, odd));
        for (; i < n; i++)
            sum += x[i];
        return sum;
    }

    private static float SquaresOfChunk(float* x, float mean, int n)
    {
        TVector even = TLanes.Zero, odd = TLanes.Zero, means = TLanes.Broadcast(mean);
        int i = 0;
        for (; i + (2 * TLanes.Count) <= n; i += 2 * TLanes.Count)
        {
            TVector first = TLanes.Subtract(TLanes.Load(x + i), means), second = TLanes.Subtract(TLanes.Load(x + i + TLanes.Count), means);
            even = TLanes.MultiplyAdd(first, first, even);
            odd = TLanes.MultiplyAdd(second, second, odd);
        }
        float sum = TLanes.Sum(TLanes.Add(even, odd));
        for (; i < n; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return sum;
    }

    private static float ProductsOfChunk(float* g, float* x, float mean, int n)
    {
        TVector even = TLanes.Zero, odd = TLanes.Zero, means = TLanes.Broadcast(mean);
        int i = 0;
        for (; i + (2 * TLanes.Count) <= n; i += 2 * TLanes.Count)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(g + i), TLanes.Subtract(TLanes.Load(x + i), means), even);
            odd = TLanes.MultiplyAdd(TLanes.Load(g + i + TLanes.Count), TLanes.Subtract(TLanes.Load(x + i + TLanes.Count), means), odd);
        }
        float sum = TLanes.Sum(TLanes.Add(even, odd));
        for (; i < n; i++)
            sum += g[i] * (x[i] - mean);
        return sum;
    }
}
