using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Mean and variance of each column, see <see cref="MomentsOp"/>.</summary>
internal static class MomentsKernel
{
    public static Kernel Create(int rows, int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new MomentsKernel<Lanes512, Vector512<float>>(rows, columns),
        SimdWidth.Bits256 => new MomentsKernel<Lanes256, Vector256<float>>(rows, columns),
        _ => new MomentsKernel<Lanes128, Vector128<float>>(rows, columns),
    };
}

/// <inheritdoc cref="MomentsKernel"/>
/// <remarks>
/// A chunk is read twice, the second time from the cache: squares of differences from the chunk's own mean lose no digits, which
/// <c>Σ x² − (Σ x)²</c> would. Chunks are put together as Chan, Golub and LeVeque do (1979, "Updating Formulae and a Pairwise Algorithm for
/// Computing Sample Variances").
/// </remarks>
internal sealed unsafe class MomentsKernel<TLanes, TVector>(int rows, int columns) : ColumnKernel(rows, columns)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public override int Scratch => 2 * Length;

    protected override void RunChunk(long offset, int rows, float* first, float* second, in KernelArguments arguments)
    {
        float* x = arguments.Inputs[0] + offset, sum = arguments.Scratch, mean = sum + Length;
        int count = rows * Columns;
        new Span<float>(sum, Length).Clear();
        for (int i = 0; i < count; i += Length)
            ColumnSums<TLanes, TVector>.Add(x + i, sum, Math.Min(Length, count - i));
        ColumnSums<TLanes, TVector>.Fold(sum, Together, Columns);
        for (int c = 0; c < Columns; c++)
            first[c] = sum[c] / rows;

        Repeat(first, mean);
        new Span<float>(sum, Length).Clear();
        for (int i = 0; i < count; i += Length)
            ColumnSums<TLanes, TVector>.AddSquares(x + i, mean, sum, Math.Min(Length, count - i));
        ColumnSums<TLanes, TVector>.Fold(sum, Together, Columns);
        new ReadOnlySpan<float>(sum, Columns).CopyTo(new Span<float>(second, Columns));
    }

    protected override void Combine(float* chunks, float* first, float* second)
    {
        new ReadOnlySpan<float>(chunks, Columns).CopyTo(new Span<float>(first, Columns));
        new ReadOnlySpan<float>(chunks + Columns, Columns).CopyTo(new Span<float>(second, Columns));
        double count = RowsOf(0);
        for (int chunk = 1; chunk < Chunks; chunk++)
        {
            chunks += 2L * Columns;
            double more = RowsOf(chunk);
            float share = (float)(more / (count + more)), weight = (float)(count * more / (count + more));
            for (int c = 0; c < Columns; c++)
            {
                float difference = chunks[c] - first[c];
                first[c] += difference * share;
                second[c] += chunks[Columns + c] + (difference * difference * weight);
            }
            count += more;
        }
        for (int c = 0; c < Columns; c++)
            second[c] /= Rows;
    }
}
