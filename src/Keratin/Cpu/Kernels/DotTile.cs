using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>A register tile of dot products: <c>sums[t, f] += Σ over q of x[q + t] · planes[f, q]</c> for up to five t and three f.</summary>
/// <remarks>
/// <para><b>Registers.</b> Fifteen sums, of which each keeps its lanes apart until the very end: whoever calls adds them up once for many
/// tiles. A step loads up to five registers of x, each a float further than the one before, and three planes.</para>
/// <para><b>Sums</b> lie in memory as whole registers, t by t, three f each.</para>
/// </remarks>
internal static unsafe class DotTile<TLanes, TVector, THeight>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where THeight : struct, IHeight
{
    /// <summary>Adds the products of <paramref name="length"/> floats, a multiple of the register's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, float* planes, nint stride, nint length, float* sums)
    {
        var row0 = Three.Load(sums);
        var row1 = THeight.Rows > 1 ? Three.Load(sums + 3 * TLanes.Count) : default;
        var row2 = THeight.Rows > 2 ? Three.Load(sums + 6 * TLanes.Count) : default;
        var row3 = THeight.Rows > 3 ? Three.Load(sums + 9 * TLanes.Count) : default;
        var row4 = THeight.Rows > 4 ? Three.Load(sums + 12 * TLanes.Count) : default;
        float* second = planes + stride, third = second + stride;
        for (nint q = 0; q < length; q += TLanes.Count)
        {
            TVector a = TLanes.Load(planes + q), b = TLanes.Load(second + q), c = TLanes.Load(third + q);
            row0.MultiplyAdd(TLanes.Load(x + q), a, b, c);
            if (THeight.Rows > 1)
                row1.MultiplyAdd(TLanes.Load(x + q + 1), a, b, c);
            if (THeight.Rows > 2)
                row2.MultiplyAdd(TLanes.Load(x + q + 2), a, b, c);
            if (THeight.Rows > 3)
                row3.MultiplyAdd(TLanes.Load(x + q + 3), a, b, c);
            if (THeight.Rows > 4)
                row4.MultiplyAdd(TLanes.Load(x + q + 4), a, b, c);
        }
        row0.Store(sums);
        if (THeight.Rows > 1)
            row1.Store(sums + 3 * TLanes.Count);
        if (THeight.Rows > 2)
            row2.Store(sums + 6 * TLanes.Count);
        if (THeight.Rows > 3)
            row3.Store(sums + 9 * TLanes.Count);
        if (THeight.Rows > 4)
            row4.Store(sums + 12 * TLanes.Count);
    }

    private struct Three
    {
        private TVector _a;
        private TVector _b;
        private TVector _c;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Three Load(float* p)
        {
            Three sums;
            sums._a = TLanes.Load(p);
            sums._b = TLanes.Load(p + TLanes.Count);
            sums._c = TLanes.Load(p + 2 * TLanes.Count);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MultiplyAdd(TVector x, TVector a, TVector b, TVector c)
        {
            _a = TLanes.MultiplyAdd(x, a, _a);
            _b = TLanes.MultiplyAdd(x, b, _b);
            _c = TLanes.MultiplyAdd(x, c, _c);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* p)
        {
            TLanes.Store(p, _a);
            TLanes.Store(p + TLanes.Count, _b);
            TLanes.Store(p + 2 * TLanes.Count, _c);
        }
    }
}
