using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Registers that are filled, or written, by a given count of floats, all lanes or fewer.</summary>
internal static unsafe class Part<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>The first <paramref name="count"/> floats, zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(float* p, int count) => count == TLanes.Count ? TLanes.Load(p) : TLanes.LoadPartial(p, count);

    /// <summary>Writes the first <paramref name="count"/> floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* p, TVector v, int count)
    {
        if (count == TLanes.Count)
            TLanes.Store(p, v);
        else
            TLanes.StorePartial(p, v, count);
    }
}
