namespace Keratin.Cpu.Kernels;

/// <summary>The points at which the polynomials of Winograd's minimal filtering are taken: 0, ±<see cref="A"/>, ±<see cref="B"/>, ∞.</summary>
/// <remarks>
/// Any two numbers do, and cost the same, as everything is multiplied and added in one. These have the smallest error of fifteen pairs
/// tried, half that of 1 and 2, as powers up to the fourth stay near 1; and they, their squares and what is made of
/// those are floats without rounding.
/// </remarks>
internal static class WinogradPoints
{
    public const int Count = 6;

    public const float A = 5f / 8;
    public const float B = 3f / 2;
    public const float SquareA = A * A;
    public const float SquareB = B * B;

    /// <summary><c>(t² − a²) · (t² − b²) = t⁴ − Sum · t² + Product</c>.</summary>
    public const float Sum = SquareA + SquareB;
    public const float Product = SquareA * SquareB;

    private static readonly double[] s_finite = [0, A, -A, B, -B];

    /// <summary>
    /// <c>G[i, r] = pointᵢ^r / Π over the other finite points of (pointᵢ − pointⱼ)</c>, six rows of <paramref name="size"/>; the last row,
    /// for ∞, picks the highest power.
    /// </summary>
    public static float[] KernelMatrix(int size)
    {
        var g = new float[Count * size];
        for (int i = 0; i < s_finite.Length; i++)
        {
            double divisor = s_finite.Where((_, j) => j != i).Aggregate(1.0, (product, other) => product * (s_finite[i] - other));
            for (int r = 0; r < size; r++)
                g[i * size + r] = (float)(Math.Pow(s_finite[i], r) / divisor);
        }
        g[^1] = 1;
        return g;
    }
}
