using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>Aᵀ</c> of F(4, 3): four outputs from their values at the six points.</summary>
internal readonly unsafe struct WinogradFour<TLanes, TVector> : IWinogradMap<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Inputs => WinogradPoints.Count;

    public static int Outputs => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep)
    {
        TVector a = TLanes.Load(from + step), minusA = TLanes.Load(from + 2 * step);
        TVector b = TLanes.Load(from + 3 * step), minusB = TLanes.Load(from + 4 * step);
        TVector sumA = TLanes.Add(a, minusA), sumB = TLanes.Add(b, minusB);
        TVector squareA = TLanes.Broadcast(WinogradPoints.SquareA), squareB = TLanes.Broadcast(WinogradPoints.SquareB);
        TLanes.Store(to, TLanes.Add(TLanes.Load(from), TLanes.Add(sumA, sumB)));
        TLanes.Store(to + 2 * toStep, TLanes.MultiplyAdd(squareA, sumA, TLanes.Multiply(squareB, sumB)));

        TVector oddA = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.A), TLanes.Subtract(a, minusA));
        TVector oddB = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.B), TLanes.Subtract(b, minusB));
        TVector last = TLanes.MultiplyAdd(squareB, oddB, TLanes.Load(from + 5 * step));
        TLanes.Store(to + toStep, TLanes.Add(oddA, oddB));
        TLanes.Store(to + 3 * toStep, TLanes.MultiplyAdd(squareA, oddA, last));
    }
}
