using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Comparisons that answer 1 or 0, the sign, and the choice between two values. Whole registers first, then one partial one.</summary>
internal static unsafe class Comparisons<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public static void Greater(float* x, float* y, float* z, float* r, int n) => Run<GreaterRule>(x, y, x, r, n);

    public static void GreaterEqual(float* x, float* y, float* z, float* r, int n) => Run<GreaterEqualRule>(x, y, x, r, n);

    public static void Equal(float* x, float* y, float* z, float* r, int n) => Run<EqualRule>(x, y, x, r, n);

    public static void Where(float* condition, float* x, float* y, float* r, int n) => Run<WhereRule>(condition, x, y, r, n);

    public static void Sign(float* x, float* y, float* z, float* r, int n) => Run<SignRule>(x, x, x, r, n);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRule>(float* x, float* y, float* z, float* r, int n)
        where TRule : struct, IRule
    {
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
            TLanes.Store(r + i, TRule.Apply(TLanes.Load(x + i), TLanes.Load(y + i), TLanes.Load(z + i)));
        if (i < n)
        {
            int left = n - i;
            TVector last = TRule.Apply(TLanes.LoadPartial(x + i, left), TLanes.LoadPartial(y + i, left), TLanes.LoadPartial(z + i, left));
            TLanes.StorePartial(r + i, last, left);
        }
    }

    private interface IRule
    {
        static abstract TVector Apply(TVector x, TVector y, TVector z);
    }

    private readonly struct GreaterRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector z) => TLanes.And(TLanes.GreaterThan(x, y), TLanes.Broadcast(1));
    }

    // Not "not less": a comparison with NaN is 0.
    private readonly struct GreaterEqualRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector z) => TLanes.Select(
            TLanes.GreaterThan(x, y), TLanes.Broadcast(1), TLanes.And(TLanes.EqualTo(x, y), TLanes.Broadcast(1)));
    }

    private readonly struct EqualRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector z) => TLanes.And(TLanes.EqualTo(x, y), TLanes.Broadcast(1));
    }

    private readonly struct WhereRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector condition, TVector x, TVector y) => TLanes.Select(TLanes.EqualTo(condition, TLanes.Zero), y, x);
    }

    // Zeros and NaN stay what they are.
    private readonly struct SignRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Apply(TVector x, TVector y, TVector z) => TLanes.Select(
            TLanes.GreaterThan(x, TLanes.Zero), TLanes.Broadcast(1), TLanes.Select(TLanes.GreaterThan(TLanes.Zero, x), TLanes.Broadcast(-1), x));
    }
}
