using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The largest number of a window so far, and where in the window it lies.</summary>
internal static class Winner<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>A number gives way to a larger one and to NaN, NaN to nothing: of equals the first stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(ref TVector max, ref TVector place, TVector value, TVector at)
    {
        TVector wins = TLanes.AndNot(TLanes.EqualTo(max, max), TLanes.GreaterOrEqual(max, value));
        max = TLanes.Select(wins, value, max);
        place = TLanes.Select(wins, at, place);
    }
    /// <summary>The largest of a window of 2 × 2, but not below the floor: 0 where a ReLU comes before the pooling, which leaves the order alone, else −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfFour(TVector topLeft, TVector topRight, TVector left, TVector right, TVector floor)
    {
        TVector max = TLanes.Max(TLanes.Max(topLeft, topRight), TLanes.Max(left, right));
        return TLanes.Select(TLanes.GreaterOrEqual(floor, max), floor, max);
    }

    /// <summary>The same and its place: of equals the first, so that of the top left where none is above the floor. Which of several NaN is not said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfFour(TVector topLeft, TVector topRight, TVector left, TVector right, TVector floor, out TVector place)
    {
        TVector top = TLanes.Max(topLeft, topRight), bottom = TLanes.Max(left, right), max = TLanes.Max(top, bottom);
        TVector above = TLanes.Select(TLanes.EqualTo(top, topLeft), TLanes.Zero, TLanes.Broadcast(1));
        TVector below = TLanes.Select(TLanes.EqualTo(bottom, left), TLanes.Broadcast(2), TLanes.Broadcast(3));
        TVector isLow = TLanes.GreaterOrEqual(floor, max);
        place = TLanes.AndNot(TLanes.Select(TLanes.EqualTo(max, top), above, below), isLow);
        return TLanes.Select(isLow, floor, max);
    }

    /// <summary>What the largest must not be below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Floor(bool rectifies) => rectifies ? TLanes.Zero : TLanes.Broadcast(float.NegativeInfinity);
}
