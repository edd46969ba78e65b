using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Sums of each row for the gradient of a normalization, see <see cref="RowSumsOp"/>.</summary>
internal static class RowSumsKernel
{
    public static Kernel Create(int rows, int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new RowSumsKernel<Lanes512, Vector512<float>>(rows, columns),
        SimdWidth.Bits256 => new RowSumsKernel<Lanes256, Vector256<float>>(rows, columns),
        _ => new RowSumsKernel<Lanes128, Vector128<float>>(rows, columns),
    };
}

/// <inheritdoc cref="RowSumsKernel"/>
internal sealed unsafe class RowSumsKernel<TLanes, TVector>(int rows, int columns) : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, columns));

    public override int Tasks(int phase) => (rows + _rowsPerTask - 1) / _rowsPerTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        for (int row = task * _rowsPerTask; row < Math.Min(rows, (task + 1) * _rowsPerTask); row++)
        {
            float* g = arguments.Inputs[0] + ((long)row * columns), x = arguments.Inputs[1] + ((long)row * columns);
            arguments.Outputs[0][row] = (float)RowSums<TLanes, TVector>.Of(g, columns);
            arguments.Outputs[1][row] = (float)RowSums<TLanes, TVector>.OfProducts(g, x, arguments.Inputs[2][row], columns);
        }
    }
}
