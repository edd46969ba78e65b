using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>How much of each of the four pixels is in the result, and of the value outside of the image.</summary>
internal readonly record struct CornerShares(
    Vector256<float> TopLeft, Vector256<float> TopRight, Vector256<float> BottomLeft, Vector256<float> BottomRight, Vector256<float> Outside);
