namespace Keratin.Cpu.Kernels;

/// <summary>The number of rows of a register tile as a type, so that the JIT folds every comparison with it.</summary>
internal interface IHeight
{
    static abstract int Rows { get; }
}
