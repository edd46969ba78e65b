using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>F(4, 5): kernels of five, eight points.</summary>
internal readonly unsafe struct WinogradFive<TLanes, TVector> : IWinogradForm<TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float A = WinogradPoints.FiveA;
    private const float B = WinogradPoints.FiveB;
    private const float C = WinogradPoints.FiveC;
    private const float SquareA = A * A;
    private const float SquareB = B * B;
    private const float SquareC = C * C;

    // (t² − a²) · (t² − b²) · (t² − c²) = t⁶ − Sum · t⁴ + Pairs · t² − Product.
    private const float Sum = SquareA + SquareB + SquareC;
    private const float Pairs = SquareA * SquareB + SquareA * SquareC + SquareB * SquareC;
    private const float Product = SquareA * SquareB * SquareC;

    public static int Points => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Analyze(float* from, nint step, float* to, nint toStep)
    {
        TVector d1 = TLanes.Load(from + step), d2 = TLanes.Load(from + 2 * step), d3 = TLanes.Load(from + 3 * step);
        TVector d4 = TLanes.Load(from + 4 * step), d5 = TLanes.Load(from + 5 * step), d6 = TLanes.Load(from + 6 * step);
        TLanes.Store(to, Ends(TLanes.Load(from), d2, d4, d6));
        TLanes.Store(to + 7 * toStep, Ends(d1, d3, d5, TLanes.Load(from + 7 * step)));
        AnalyzePair(A, SquareB, SquareC, d1, d2, d3, d4, d5, d6, to + toStep, toStep);
        AnalyzePair(B, SquareA, SquareC, d1, d2, d3, d4, d5, d6, to + 3 * toStep, toStep);
        AnalyzePair(C, SquareA, SquareB, d1, d2, d3, d4, d5, d6, to + 5 * toStep, toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddBack(float* from, nint step, float* to, nint toStep)
    {
        TVector zero = TLanes.Load(from), infinity = TLanes.Load(from + 7 * step);
        WinogradPair<TLanes, TVector>.Load(A, from + step, step, out TVector evenA, out TVector oddA);
        WinogradPair<TLanes, TVector>.Load(B, from + 3 * step, step, out TVector evenB, out TVector oddB);
        WinogradPair<TLanes, TVector>.Load(C, from + 5 * step, step, out TVector evenC, out TVector oddC);
        TVector sum = TLanes.Broadcast(-Sum), pairs = TLanes.Broadcast(Pairs), product = TLanes.Broadcast(-Product);
        WinogradPair<TLanes, TVector>.Add(to, TLanes.Multiply(product, zero));
        WinogradPair<TLanes, TVector>.Add(to + toStep, Products(oddA, oddB, oddC, TLanes.Multiply(product, infinity)));
        WinogradPair<TLanes, TVector>.Add(to + 2 * toStep, Products(evenA, evenB, evenC, TLanes.Multiply(pairs, zero)));
        WinogradPair<TLanes, TVector>.Add(to + 3 * toStep, Sums(oddA, oddB, oddC, TLanes.Multiply(pairs, infinity)));
        WinogradPair<TLanes, TVector>.Add(to + 4 * toStep, Sums(evenA, evenB, evenC, TLanes.Multiply(sum, zero)));
        WinogradPair<TLanes, TVector>.Add(to + 5 * toStep, TLanes.MultiplyAdd(sum, infinity, TLanes.Add(TLanes.Add(oddA, oddB), oddC)));
        WinogradPair<TLanes, TVector>.Add(to + 6 * toStep, TLanes.Add(TLanes.Add(zero, evenA), TLanes.Add(evenB, evenC)));
        WinogradPair<TLanes, TVector>.Add(to + 7 * toStep, infinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Collect(float* from, nint step, out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        WinogradPair<TLanes, TVector>.Load(A, from + step, step, out TVector evenA, out TVector oddA);
        WinogradPair<TLanes, TVector>.Load(B, from + 3 * step, step, out TVector evenB, out TVector oddB);
        WinogradPair<TLanes, TVector>.Load(C, from + 5 * step, step, out TVector evenC, out TVector oddC);
        first = TLanes.Add(TLanes.Add(TLanes.Load(from), evenA), TLanes.Add(evenB, evenC));
        second = TLanes.Add(TLanes.Add(oddA, oddB), oddC);
        third = Squares(evenA, evenB, TLanes.Multiply(TLanes.Broadcast(SquareC), evenC));
        fourth = Squares(oddA, oddB, TLanes.MultiplyAdd(TLanes.Broadcast(SquareC), oddC, TLanes.Load(from + 7 * step)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Spread(float* from, nint step, float* to, nint toStep)
    {
        TVector first = TLanes.Load(from), second = TLanes.Load(from + step);
        TVector third = TLanes.Load(from + 2 * step), fourth = TLanes.Load(from + 3 * step);
        TLanes.Store(to, first);
        WinogradPair<TLanes, TVector>.StoreCubic(A, first, second, third, fourth, to + toStep, toStep);
        WinogradPair<TLanes, TVector>.StoreCubic(B, first, second, third, fourth, to + 3 * toStep, toStep);
        WinogradPair<TLanes, TVector>.StoreCubic(C, first, second, third, fourth, to + 5 * toStep, toStep);
        TLanes.Store(to + 7 * toStep, fourth);
    }

    // The rows for 0 and ∞.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Ends(TVector lowest, TVector second, TVector fourth, TVector highest)
    {
        TVector upper = TLanes.MultiplyAdd(TLanes.Broadcast(-Sum), fourth, highest);
        return TLanes.MultiplyAdd(TLanes.Broadcast(-Product), lowest, TLanes.MultiplyAdd(TLanes.Broadcast(Pairs), second, upper));
    }

    // t (t ± point) (t² − q²) (t² − r²).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AnalyzePair(
        float point, float q, float r, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, TVector d6, float* to, nint toStep)
    {
        TVector sum = TLanes.Broadcast(-(q + r)), product = TLanes.Broadcast(q * r);
        TVector even = TLanes.MultiplyAdd(product, d2, TLanes.MultiplyAdd(sum, d4, d6));
        TVector odd = TLanes.MultiplyAdd(product, d1, TLanes.MultiplyAdd(sum, d3, d5));
        WinogradPair<TLanes, TVector>.Store(point, even, odd, to, toStep);
    }

    // What a pair gives to the lowest power of its row, and below to the middle one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Products(TVector a, TVector b, TVector c, TVector rest)
    {
        rest = TLanes.MultiplyAdd(TLanes.Broadcast(SquareA * SquareB), c, rest);
        return TLanes.MultiplyAdd(TLanes.Broadcast(SquareB * SquareC), a, TLanes.MultiplyAdd(TLanes.Broadcast(SquareA * SquareC), b, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sums(TVector a, TVector b, TVector c, TVector rest)
    {
        rest = TLanes.MultiplyAdd(TLanes.Broadcast(-(SquareA + SquareB)), c, rest);
        return TLanes.MultiplyAdd(TLanes.Broadcast(-(SquareB + SquareC)), a, TLanes.MultiplyAdd(TLanes.Broadcast(-(SquareA + SquareC)), b, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Squares(TVector a, TVector b, TVector rest) =>
        TLanes.MultiplyAdd(TLanes.Broadcast(SquareA), a, TLanes.MultiplyAdd(TLanes.Broadcast(SquareB), b, rest));
}
