namespace Keratin.Cpu.Kernels;

/// <summary>What a tile does to its sums before it writes them.</summary>
internal enum FusedActivation
{
    None,

    /// <summary><c>max(x, 0)</c>; NaN stays NaN.</summary>
    Relu,
}
