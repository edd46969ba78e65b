using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The first half of the way out: <c>Aᵀ · M</c> for one tile and a vector of filters.</summary>
internal static unsafe class WinogradLines<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    /// <summary>Writes four lines of a vector for each point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Collect(float* m, nint plane, float* lines)
    {
        nint line = TForm.Points * TLanes.Count;
        for (int j = 0; j < TForm.Points; j++, m += plane, lines += TLanes.Count)
        {
            TForm.Collect(m, TForm.Points * plane, out TVector first, out TVector second, out TVector third, out TVector fourth);
            TLanes.Store(lines, first);
            TLanes.Store(lines + line, second);
            TLanes.Store(lines + 2 * line, third);
            TLanes.Store(lines + 3 * line, fourth);
        }
    }
}
