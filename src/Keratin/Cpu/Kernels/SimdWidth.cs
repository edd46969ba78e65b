using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>How wide the registers are that a kernel is made for.</summary>
internal enum SimdWidth
{
    Bits128 = 128,
    Bits256 = 256,
    Bits512 = 512,
}

/// <summary>What this machine has.</summary>
internal static class Simd
{
    /// <summary>The widest registers that the hardware runs at full speed.</summary>
    public static SimdWidth Best { get; } =
        Vector512.IsHardwareAccelerated ? SimdWidth.Bits512 :
        Vector256.IsHardwareAccelerated ? SimdWidth.Bits256 : SimdWidth.Bits128;
}
