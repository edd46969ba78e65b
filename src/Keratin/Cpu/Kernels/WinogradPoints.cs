namespace Keratin.Cpu.Kernels;

/// <summary>The points at which the polynomials of Winograd's minimal filtering are taken: 0, pairs of ±p, and ∞; k + 3 of them for a kernel of k.</summary>
/// <remarks>
/// Any numbers do, and cost the same, as everything is multiplied and added in one. These have the smallest error of those tried (fifteen
/// pairs, some 300 triples), as their powers stay near 1; and they, their squares and what is made of those are floats without rounding.
/// </remarks>
internal static class WinogradPoints
{
    public const float ThreeA = 5f / 8;
    public const float ThreeB = 3f / 2;

    public const float FiveA = 1f / 2;
    public const float FiveB = 1;
    public const float FiveC = 2;

    /// <summary>
    /// <c>G[i, r] = pointᵢ^r / Π over the other finite points of (pointᵢ − pointⱼ)</c>, a row of <paramref name="size"/> for each point; the
    /// last row, for ∞, picks the highest power.
    /// </summary>
    public static float[] KernelMatrix(int size)
    {
        double[] finite = size == 5 ? [0, FiveA, -FiveA, FiveB, -FiveB, FiveC, -FiveC] : [0, ThreeA, -ThreeA, ThreeB, -ThreeB];
        var g = new float[(finite.Length + 1) * size];
        for (int i = 0; i < finite.Length; i++)
        {
            double divisor = 1;
            for (int j = 0; j < finite.Length; j++)
                divisor *= j == i ? 1 : finite[i] - finite[j];
            for (int r = 0; r < size; r++)
                g[i * size + r] = (float)(Math.Pow(finite[i], r) / divisor);
        }
        g[^1] = 1;
        return g;
    }
}
