using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Numbers below the smallest normal float, with which arithmetic is several times slower.</summary>
/// <remarks>
/// A moving average of gradients that have ended decays into them and stays there, rounded up again at each step: whole rows of a
/// first layer, where pixels are seldom set.
/// </remarks>
internal static class Denormals<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>0 where <c>|x|</c> is below the smallest normal float; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToZero(TVector x)
    {
        TVector magnitude = TLanes.And(x, TLanes.Broadcast(BitConverter.Int32BitsToSingle(0x7FFFFFFF)));
        return TLanes.AndNot(x, TLanes.GreaterThan(TLanes.Broadcast(SmallestNormal), magnitude));
    }
}
