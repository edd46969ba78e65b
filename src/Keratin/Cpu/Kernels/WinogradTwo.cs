using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>F(2, 5): two outputs of a kernel of five.</summary>
internal readonly unsafe struct WinogradTwo<TLanes, TVector> : IWinogradForm<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static int Inputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Collect(
        TVector zero, TVector a, TVector minusA, TVector b, TVector minusB, TVector infinity,
        out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        TVector odd = TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.B), TLanes.Subtract(b, minusB), infinity);
        first = TLanes.Add(zero, TLanes.Add(TLanes.Add(a, minusA), TLanes.Add(b, minusB)));
        second = TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.A), TLanes.Subtract(a, minusA), odd);
        (third, fourth) = (first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep)
    {
        TVector first = TLanes.Load(from), second = TLanes.Load(from + step);
        TLanes.Store(to, first);
        TLanes.Store(to + toStep, TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.A), second, first));
        TLanes.Store(to + 2 * toStep, TLanes.MultiplyAdd(TLanes.Broadcast(-WinogradPoints.A), second, first));
        TLanes.Store(to + 3 * toStep, TLanes.MultiplyAdd(TLanes.Broadcast(WinogradPoints.B), second, first));
        TLanes.Store(to + 4 * toStep, TLanes.MultiplyAdd(TLanes.Broadcast(-WinogradPoints.B), second, first));
        TLanes.Store(to + 5 * toStep, second);
    }
}
