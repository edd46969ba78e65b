using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Mean and variance of each row, see <see cref="RowMomentsOp"/>.</summary>
internal static class RowMomentsKernel
{
    public static Kernel Create(int rows, int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new RowMomentsKernel<Lanes512, Vector512<float>>(rows, columns),
        SimdWidth.Bits256 => new RowMomentsKernel<Lanes256, Vector256<float>>(rows, columns),
        _ => new RowMomentsKernel<Lanes128, Vector128<float>>(rows, columns),
    };
}

/// <inheritdoc cref="RowMomentsKernel"/>
/// <remarks>A row is read twice, the second time from the cache: squares of differences from the mean lose no digits, which <c>Σ x² − (Σ x)²</c> would.</remarks>
internal sealed unsafe class RowMomentsKernel<TLanes, TVector>(int rows, int columns) : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, columns));

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
        {
            float* x = arguments.Inputs[0] + ((long)row * columns);
            float mean = (float)(RowSums<TLanes, TVector>.Of(x, columns) / columns);
            arguments.Outputs[0][row] = mean;
            arguments.Outputs[1][row] = (float)(RowSums<TLanes, TVector>.OfSquares(x, mean, columns) / columns);
        }
    }
}
