using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A register tile of <see cref="WinnerConv2DKernelGradient{TLanes, TVector}"/>: up to five neighbouring weights of a kernel's row, for one or two
/// windows times their filters.
/// </summary>
/// <remarks>Each weight's sum stays in a register, its lanes apart. A step loads the winners and their gradients once; what a weight multiplies is one permutation of pixels.</remarks>
internal static unsafe class WinnerTile<TLanes, TVector, THeight, TWindows>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where THeight : unmanaged, IHeight
    where TWindows : unmanaged, IHeight
{
    // Of a window in a pair of lines, times the windows that a register has side by side.
    private static int Floats => 4 * sizeof(TWindows);

    /// <summary>Adds one image.</summary>
    /// <param name="pairs">Pixels of two lines in turn, below the first window and the first weight.</param>
    /// <param name="line">Floats from the line of a window to that of the one below it.</param>
    /// <param name="rows">Rows of windows.</param>
    /// <param name="columns">Registers of a row.</param>
    /// <param name="indices">Which pixels had won, a register after the other.</param>
    /// <param name="gradients">What they pass on.</param>
    /// <param name="sums">A register for each weight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* pairs, nint line, int rows, int columns, float* indices, float* gradients, float* sums)
    {
        TVector c0 = TLanes.Load(sums), c1 = default, c2 = default, c3 = default, c4 = default;
        if (sizeof(THeight) > 1)
            c1 = TLanes.Load(sums + TLanes.Count);
        if (sizeof(THeight) > 2)
            c2 = TLanes.Load(sums + 2 * TLanes.Count);
        if (sizeof(THeight) > 3)
            c3 = TLanes.Load(sums + 3 * TLanes.Count);
        if (sizeof(THeight) > 4)
            c4 = TLanes.Load(sums + 4 * TLanes.Count);
        for (int row = 0; row < rows; row++, pairs += line)
        {
            float* p = pairs;
            for (int column = 0; column < columns; column++, p += Floats, indices += TLanes.Count, gradients += TLanes.Count)
            {
                TVector index = TLanes.Load(indices), gradient = TLanes.Load(gradients);
                c0 = TLanes.MultiplyAdd(TLanes.Permute(TLanes.LoadLow(p, Floats), index), gradient, c0);
                if (sizeof(THeight) > 1)
                    c1 = TLanes.MultiplyAdd(TLanes.Permute(TLanes.LoadLow(p + 2, Floats), index), gradient, c1);
                if (sizeof(THeight) > 2)
                    c2 = TLanes.MultiplyAdd(TLanes.Permute(TLanes.LoadLow(p + 4, Floats), index), gradient, c2);
                if (sizeof(THeight) > 3)
                    c3 = TLanes.MultiplyAdd(TLanes.Permute(TLanes.LoadLow(p + 6, Floats), index), gradient, c3);
                if (sizeof(THeight) > 4)
                    c4 = TLanes.MultiplyAdd(TLanes.Permute(TLanes.LoadLow(p + 8, Floats), index), gradient, c4);
            }
        }
        TLanes.Store(sums, c0);
        if (sizeof(THeight) > 1)
            TLanes.Store(sums + TLanes.Count, c1);
        if (sizeof(THeight) > 2)
            TLanes.Store(sums + 2 * TLanes.Count, c2);
        if (sizeof(THeight) > 3)
            TLanes.Store(sums + 3 * TLanes.Count, c3);
        if (sizeof(THeight) > 4)
            TLanes.Store(sums + 4 * TLanes.Count, c4);
    }
}
