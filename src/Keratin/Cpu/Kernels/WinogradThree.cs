using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>F(4, 3): kernels of three, six points.</summary>
internal readonly unsafe struct WinogradThree<TLanes, TVector> : IWinogradForm<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float A = WinogradPoints.ThreeA;
    private const float B = WinogradPoints.ThreeB;
    private const float SquareA = A * A;
    private const float SquareB = B * B;

    // (t² − a²) · (t² − b²) = t⁴ − Sum · t² + Product.
    private const float Sum = SquareA + SquareB;
    private const float Product = SquareA * SquareB;

    public static int Points => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Analyze(float* from, nint step, float* to, nint toStep)
    {
        TVector sum = TLanes.Broadcast(-Sum), product = TLanes.Broadcast(Product);
        TVector d0 = TLanes.Load(from), d1 = TLanes.Load(from + step), d2 = TLanes.Load(from + 2 * step);
        TVector d3 = TLanes.Load(from + 3 * step), d4 = TLanes.Load(from + 4 * step), d5 = TLanes.Load(from + 5 * step);
        TLanes.Store(to, TLanes.MultiplyAdd(product, d0, TLanes.MultiplyAdd(sum, d2, d4)));
        TLanes.Store(to + 5 * toStep, TLanes.MultiplyAdd(product, d1, TLanes.MultiplyAdd(sum, d3, d5)));
        AnalyzePair(A, SquareB, d1, d2, d3, d4, to + toStep, toStep);
        AnalyzePair(B, SquareA, d1, d2, d3, d4, to + 3 * toStep, toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBack(float* from, nint step, float* to, nint toStep)
    {
        TVector zero = TLanes.Load(from), infinity = TLanes.Load(from + 5 * step);
        WinogradPair<TLanes, TVector>.Load(A, from + step, step, out TVector evenA, out TVector oddA);
        WinogradPair<TLanes, TVector>.Load(B, from + 3 * step, step, out TVector evenB, out TVector oddB);
        TVector sum = TLanes.Broadcast(-Sum), product = TLanes.Broadcast(Product);
        TVector squareA = TLanes.Broadcast(-SquareA), squareB = TLanes.Broadcast(-SquareB);
        WinogradPair<TLanes, TVector>.Add(to, TLanes.Multiply(product, zero));
        WinogradPair<TLanes, TVector>.Add(to + toStep, TLanes.MultiplyAdd(squareB, oddA, TLanes.MultiplyAdd(squareA, oddB, TLanes.Multiply(product, infinity))));
        WinogradPair<TLanes, TVector>.Add(to + 2 * toStep, TLanes.MultiplyAdd(squareB, evenA, TLanes.MultiplyAdd(squareA, evenB, TLanes.Multiply(sum, zero))));
        WinogradPair<TLanes, TVector>.Add(to + 3 * toStep, TLanes.MultiplyAdd(sum, infinity, TLanes.Add(oddA, oddB)));
        WinogradPair<TLanes, TVector>.Add(to + 4 * toStep, TLanes.Add(zero, TLanes.Add(evenA, evenB)));
        WinogradPair<TLanes, TVector>.Add(to + 5 * toStep, infinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Collect(float* from, nint step, out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        WinogradPair<TLanes, TVector>.Load(A, from + step, step, out TVector evenA, out TVector oddA);
        WinogradPair<TLanes, TVector>.Load(B, from + 3 * step, step, out TVector evenB, out TVector oddB);
        TVector squareA = TLanes.Broadcast(SquareA), squareB = TLanes.Broadcast(SquareB);
        first = TLanes.Add(TLanes.Load(from), TLanes.Add(evenA, evenB));
        second = TLanes.Add(oddA, oddB);
        third = TLanes.MultiplyAdd(squareA, evenA, TLanes.Multiply(squareB, evenB));
        fourth = TLanes.MultiplyAdd(squareA, oddA, TLanes.MultiplyAdd(squareB, oddB, TLanes.Load(from + 5 * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Spread(float* from, nint step, float* to, nint toStep)
    {
        TVector first = TLanes.Load(from), second = TLanes.Load(from + step);
        TVector third = TLanes.Load(from + 2 * step), fourth = TLanes.Load(from + 3 * step);
        TLanes.Store(to, first);
        WinogradPair<TLanes, TVector>.StoreCubic(A, first, second, third, fourth, to + toStep, toStep);
        WinogradPair<TLanes, TVector>.StoreCubic(B, first, second, third, fourth, to + 3 * toStep, toStep);
        TLanes.Store(to + 5 * toStep, fourth);
    }

    // t (t ± point) (t² − other²).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AnalyzePair(float point, float otherSquare, TVector d1, TVector d2, TVector d3, TVector d4, float* to, nint toStep)
    {
        TVector other = TLanes.Broadcast(-otherSquare);
        TVector even = TLanes.MultiplyAdd(other, d2, d4), odd = TLanes.MultiplyAdd(other, d1, d3);
        WinogradPair<TLanes, TVector>.Store(point, even, odd, to, toStep);
    }
}
