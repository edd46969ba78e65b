using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Index of the largest in each row, of equals the first; a NaN counts as largest, as in NumPy.</summary>
/// <remarks>The largest is found in registers, then the first lane that equals it: a row of ten classes is one register, and every batch has two such ops.</remarks>
internal static class RowArgMaxKernel
{
    // Indices are floats on the way.
    private const int MostColumns = 1 << 24;

    /// <summary>Whether rows are short enough.</summary>
    public static bool Takes(int columns) => columns <= MostColumns;

    /// <summary>Makes the kernel. Input: x, [rows, columns]. Output: [rows].</summary>
    public static Kernel Create(int rows, int columns, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new RowArgMaxKernel<Lanes512, Vector512<float>>(rows, columns),
        SimdWidth.Bits256 => new RowArgMaxKernel<Lanes256, Vector256<float>>(rows, columns),
        _ => new RowArgMaxKernel<Lanes128, Vector128<float>>(rows, columns),
    };
}

/// <inheritdoc cref="RowArgMaxKernel"/>
internal sealed unsafe class RowArgMaxKernel<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _rows, _columns, _rowsPerTask, _whole, _rest;

    // 0, -1, -2 …, and what is set in the lanes of a last register that is not full.
    private readonly TVector _places, _isThere;

    public RowArgMaxKernel(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _rowsPerTask = Math.Max(1, 16384 / Math.Max(1, columns));
        _whole = columns / TLanes.Count * TLanes.Count;
        _rest = columns - _whole;
        float* lanes = stackalloc float[TLanes.Count];
        for (int i = 0; i < TLanes.Count; i++)
            lanes[i] = -i;
        _places = TLanes.Load(lanes);
        _isThere = TLanes.GreaterThan(_places, TLanes.Broadcast(-_rest));
    }

    public override bool ReadsWithin(int input) => true;

    public override int Tasks(int phase) => (_rows + _rowsPerTask - 1) / _rowsPerTask;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int end = Math.Min(_rows, (task + 1) * _rowsPerTask);
        for (int row = task * _rowsPerTask; row < end; row++)
            arguments.Outputs[0][row] = Best(arguments.Inputs[0] + ((long)row * _columns));
    }

    private float Best(float* x)
    {
        // What is not there counts as the first column.
        TVector last = TLanes.Select(_isThere, TLanes.LoadPartial(x + _whole, _rest), TLanes.Broadcast(*x)), max = last;
        for (int i = 0; i < _whole; i += TLanes.Count)
            max = TLanes.Max(max, TLanes.Load(x + i));
        float largest = TLanes.Largest(max);
        if (float.IsNaN(largest))
            return FirstNaN(x);

        TVector wanted = TLanes.Broadcast(largest), nowhere = TLanes.Broadcast(float.NegativeInfinity);
        TVector place = TLanes.Select(TLanes.EqualTo(last, wanted), TLanes.Add(_places, TLanes.Broadcast(-_whole)), nowhere);
        place = TLanes.Select(_isThere, place, nowhere);
        for (int i = 0; i < _whole; i += TLanes.Count)
            place = TLanes.Max(place, TLanes.Select(TLanes.EqualTo(TLanes.Load(x + i), wanted), TLanes.Add(_places, TLanes.Broadcast(-i)), nowhere));
        // Not -0.
        return 0 - TLanes.Largest(place);
    }

    private static int FirstNaN(float* x)
    {
        int i = 0;
        while (!float.IsNaN(x[i]))
            i++;
        return i;
    }
}
