namespace Keratin.Cpu.Kernels;

/// <summary>Positions of the target that meet the same elements of the kernel.</summary>
/// <param name="Target">The first of them.</param>
/// <param name="Count">How many.</param>
/// <param name="Source">The source under the first element, seen from the first position.</param>
/// <param name="Tap">The first element.</param>
/// <param name="Taps">How many elements; 0 where the position meets none.</param>
internal readonly record struct DepthwiseRun(int Target, int Count, int Source, int Tap, int Taps);
