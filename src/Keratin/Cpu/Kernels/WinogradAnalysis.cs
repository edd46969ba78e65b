using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><see cref="IWinogradForm{TVector}.Analyze"/> as a map: for data.</summary>
internal readonly unsafe struct WinogradAnalysis<TVector, TForm> : IWinogradMap<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    public static int Inputs => TForm.Points;

    public static int Points => TForm.Points;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply(float* from, nint step, float* to, nint toStep) => TForm.Analyze(from, step, to, toStep);
}
