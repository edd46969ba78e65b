using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Where the four pixels around eight places lie.</summary>
internal readonly record struct Corners(Vector256<int> TopLeft, Vector256<int> TopRight, Vector256<int> BottomLeft, Vector256<int> BottomRight);
