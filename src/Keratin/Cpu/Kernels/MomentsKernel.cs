using System.Runtime.CompilerServices;
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
        Divide(sum, rows, first);

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
            Join(chunks, (float)(more / (count + more)), (float)(count * more / (count + more)), first, second);
            count += more;
        }
        Divide(second, Rows, second);
    }

    // One chunk's means and squares to those of all before it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(float* chunk, float share, float weight, float* first, float* second)
    {
        float* squares = chunk + Columns;
        TVector shares = TLanes.Broadcast(share), weights = TLanes.Broadcast(weight);
        int c = 0;
        for (; c + TLanes.Count <= Columns; c += TLanes.Count)
        {
            TVector mean = TLanes.Load(first + c), difference = TLanes.Subtract(TLanes.Load(chunk + c), mean);
            TVector between = TLanes.Multiply(TLanes.Multiply(difference, difference), weights);
            TLanes.Store(first + c, TLanes.Add(mean, TLanes.Multiply(difference, shares)));
            TLanes.Store(second + c, TLanes.Add(TLanes.Load(second + c), TLanes.Add(TLanes.Load(squares + c), between)));
        }
        for (; c < Columns; c++)
        {
            float difference = chunk[c] - first[c];
            first[c] += difference * share;
            second[c] += squares[c] + (difference * difference * weight);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Divide(float* sums, int count, float* means)
    {
        int c = 0;
        for (TVector all = TLanes.Broadcast(count); c + TLanes.Count <= Columns; c += TLanes.Count)
            TLanes.Store(means + c, TLanes.Divide(TLanes.Load(sums + c), all));
        for (; c < Columns; c++)
            means[c] = sums[c] / count;
    }
}
