using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>F(4, 3): four outputs of a kernel of three.</summary>
internal readonly unsafe struct WinogradFour<TLanes, TVector> : IWinogradForm<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Inputs => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Collect(
        TVector zero, TVector a, TVector minusA, TVector b, TVector minusB, TVector infinity,
        out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        TVector squareA = TLanes.Broadcast(WinogradPoints.SquareA), squareB = TLanes.Broadcast(WinogradPoints.SquareB);
        TVector sumA = TLanes.Add(a, minusA), sumB = TLanes.Add(b, minusB);
        first = TLanes.Add(zero, TLanes.Add(sumA, sumB));
        third = TLanes.MultiplyAdd(squareA, sumA, TLanes.Multiply(squareB, sumB));

        TVector oddA = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.A), TLanes.Subtract(a, minusA));
        TVector oddB = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.B), TLanes.Subtract(b, minusB));
        second = TLanes.Add(oddA, oddB);
        fourth = TLanes.MultiplyAdd(squareA, oddA, TLanes.MultiplyAdd(squareB, oddB, infinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep)
    {
        TVector first = TLanes.Load(from), second = TLanes.Load(from + step);
        TVector third = TLanes.Load(from + 2 * step), fourth = TLanes.Load(from + 3 * step);
        TLanes.Store(to, first);
        Pair(WinogradPoints.A, WinogradPoints.SquareA, first, second, third, fourth, to + toStep, toStep);
        Pair(WinogradPoints.B, WinogradPoints.SquareB, first, second, third, fourth, to + 3 * toStep, toStep);
        TLanes.Store(to + 5 * toStep, fourth);
    }

    // The cubic with these coefficients at ±point.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(float point, float square, TVector first, TVector second, TVector third, TVector fourth, float* to, nint toStep)
    {
        TVector even = TLanes.MultiplyAdd(TLanes.Broadcast(square), third, first);
        TVector odd = TLanes.MultiplyAdd(TLanes.Broadcast(square), fourth, second);
        TLanes.Store(to, TLanes.MultiplyAdd(TLanes.Broadcast(point), odd, even));
        TLanes.Store(to + toStep, TLanes.MultiplyAdd(TLanes.Broadcast(-point), odd, even));
    }
}
