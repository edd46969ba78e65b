using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>Aᵀ</c> of F(2, 5): two outputs from their values at the six points.</summary>
internal readonly unsafe struct WinogradTwo<TLanes, TVector> : IWinogradMap<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Inputs => WinogradPoints.Count;

    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep)
    {
        TVector a = TLanes.Load(from + step), minusA = TLanes.Load(from + 2 * step);
        TVector b = TLanes.Load(from + 3 * step), minusB = TLanes.Load(from + 4 * step);
        TVector even = TLanes.Add(TLanes.Add(a, minusA), TLanes.Add(b, minusB));
        TVector odd = TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.B), TLanes.Subtract(b, minusB), TLanes.Load(from + 5 * step));
        TLanes.Store(to, TLanes.Add(TLanes.Load(from), even));
        TLanes.Store(to + toStep, TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.A), TLanes.Subtract(a, minusA), odd));
    }
}
