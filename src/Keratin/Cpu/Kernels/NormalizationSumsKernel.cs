using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Sums of each column for the gradient of a normalization, see <see cref="NormalizationSumsOp"/>.</summary>
internal static class NormalizationSumsKernel
{
    public static Kernel Create(int rows, int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new NormalizationSumsKernel<Lanes512, Vector512<float>>(rows, columns),
        SimdWidth.Bits256 => new NormalizationSumsKernel<Lanes256, Vector256<float>>(rows, columns),
        _ => new NormalizationSumsKernel<Lanes128, Vector128<float>>(rows, columns),
    };
}

/// <inheritdoc cref="NormalizationSumsKernel"/>
internal sealed unsafe class NormalizationSumsKernel<TLanes, TVector>(int rows, int columns) : ColumnKernel(rows, columns)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public override int Scratch => 3 * Length;

    protected override void RunChunk(long offset, int rows, float* first, float* second, in KernelArguments arguments)
    {
        float* g = arguments.Inputs[0] + offset, x = arguments.Inputs[1] + offset;
        float* mean = arguments.Scratch, sum = mean + Length, product = sum + Length;
        int count = rows * Columns;
        Repeat(arguments.Inputs[2], mean);
        new Span<float>(sum, 2 * Length).Clear();
        for (int i = 0; i < count; i += Length)
            ColumnSums<TLanes, TVector>.AddProducts(g + i, x + i, mean, sum, product, Math.Min(Length, count - i));
        ColumnSums<TLanes, TVector>.Fold(sum, Together, Columns);
        ColumnSums<TLanes, TVector>.Fold(product, Together, Columns);
        new ReadOnlySpan<float>(sum, Columns).CopyTo(new Span<float>(first, Columns));
        new ReadOnlySpan<float>(product, Columns).CopyTo(new Span<float>(second, Columns));
    }

    protected override void Combine(float* chunks, float* first, float* second)
    {
        new Span<float>(first, Columns).Clear();
        new Span<float>(second, Columns).Clear();
        for (int chunk = 0; chunk < Chunks; chunk++, chunks += 2L * Columns)
        {
            ColumnSums<TLanes, TVector>.Add(chunks, first, Columns);
            ColumnSums<TLanes, TVector>.Add(chunks + Columns, second, Columns);
        }
    }
}
