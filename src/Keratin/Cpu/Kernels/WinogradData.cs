using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>Bᵀ</c>: six values of the data, taken apart for the six points.</summary>
internal readonly unsafe struct WinogradData<TLanes, TVector> : IWinogradMap<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Inputs => WinogradPoints.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep)
    {
        TVector sum = TLanes.Broadcast(-WinogradPoints.Sum), product = TLanes.Broadcast(WinogradPoints.Product);
        TVector d0 = TLanes.Load(from), d1 = TLanes.Load(from + step), d2 = TLanes.Load(from + 2 * step);
        TVector d3 = TLanes.Load(from + 3 * step), d4 = TLanes.Load(from + 4 * step), d5 = TLanes.Load(from + 5 * step);

        TLanes.Store(to, TLanes.MultiplyAdd(product, d0, TLanes.MultiplyAdd(sum, d2, d4)));
        TLanes.Store(to + 5 * toStep, TLanes.MultiplyAdd(product, d1, TLanes.MultiplyAdd(sum, d3, d5)));
        Pair(WinogradPoints.A, WinogradPoints.SquareB, d1, d2, d3, d4, to + toStep, toStep);
        Pair(WinogradPoints.B, WinogradPoints.SquareA, d1, d2, d3, d4, to + 3 * toStep, toStep);
    }

    // t (t ± point) (t² − other²), the even powers of t apart from the odd ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(float point, float otherSquare, TVector d1, TVector d2, TVector d3, TVector d4, float* to, nint toStep)
    {
        TVector other = TLanes.Broadcast(-otherSquare);
        TVector even = TLanes.MultiplyAdd(other, d2, d4), odd = TLanes.MultiplyAdd(other, d1, d3);
        TLanes.Store(to, TLanes.MultiplyAdd(TLanes.Broadcast(point), odd, even));
        TLanes.Store(to + toStep, TLanes.MultiplyAdd(TLanes.Broadcast(-point), odd, even));
    }
}
