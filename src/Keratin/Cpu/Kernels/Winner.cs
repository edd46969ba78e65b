using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The largest number of a window so far, and where in the window it lies.</summary>
internal static class Winner<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>A number gives way to a larger one and to NaN, NaN to nothing: of equals the first stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(ref TVector max, ref TVector place, TVector value, TVector at)
    {
        TVector wins = TLanes.AndNot(TLanes.EqualTo(max, max), TLanes.GreaterOrEqual(max, value));
        max = TLanes.Select(wins, value, max);
        place = TLanes.Select(wins, at, place);
    }
}
