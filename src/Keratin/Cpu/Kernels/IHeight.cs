namespace Keratin.Cpu.Kernels;

/// <summary>The number of rows of a register tile as the size of a type.</summary>
/// <remarks>
/// The size is a constant that the JIT knows while it reads a tile's code, so it does not read what is for higher ones. The value of a static
/// property it would know only after everything had been read and inlined: that took 3 to 7 ms for each tile, at its first use.
/// </remarks>
internal interface IHeight;
