using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>What polynomials at two points ±p have in common: even powers are the same, odd ones differ in sign.</summary>
internal static unsafe class WinogradPair<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Writes <c>even ± p · odd</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float point, TVector even, TVector odd, float* to, nint step)
    {
        TLanes.Store(to, TLanes.MultiplyAdd(TLanes.Broadcast(point), odd, even));
        TLanes.Store(to + step, TLanes.MultiplyAdd(TLanes.Broadcast(-point), odd, even));
    }

    /// <summary>The way back: <c>plus + minus</c> and <c>p · (plus − minus)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(float point, float* from, nint step, out TVector even, out TVector odd)
    {
        TVector plus = TLanes.Load(from), minus = TLanes.Load(from + step);
        even = TLanes.Add(plus, minus);
        odd = TLanes.Multiply(TLanes.Broadcast(point), TLanes.Subtract(plus, minus));
    }

    /// <summary>Writes the cubic with these coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreCubic(float point, TVector first, TVector second, TVector third, TVector fourth, float* to, nint step)
    {
        TVector square = TLanes.Broadcast(point * point);
        Store(point, TLanes.MultiplyAdd(square, third, first), TLanes.MultiplyAdd(square, fourth, second), to, step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float* to, TVector value) => TLanes.Store(to, TLanes.Add(TLanes.Load(to), value));
}
