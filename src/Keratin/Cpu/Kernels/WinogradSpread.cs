using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><see cref="IWinogradForm{TVector}.Spread"/> as a map: for gradients of outputs.</summary>
internal readonly unsafe struct WinogradSpread<TVector, TForm> : IWinogradMap<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    public static int Inputs => WinogradGeometry.Size;

    public static int Points => TForm.Points;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep) => TForm.Spread(from, step, to, toStep);
}
