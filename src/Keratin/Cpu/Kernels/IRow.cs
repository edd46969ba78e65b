namespace Keratin.Cpu.Kernels;

/// <summary>One row of a register tile: up to four vectors side by side.</summary>
/// <remarks>
/// A struct of at most four vectors whose methods are inlined: only so does the JIT keep all rows of a tile in registers.
/// </remarks>
internal unsafe interface IRow<TSelf, TVector>
    where TSelf : struct, IRow<TSelf, TVector>
    where TVector : struct
{
    /// <summary>Floats in a row.</summary>
    static abstract int Width { get; }

    static abstract TSelf Load(float* p);

    /// <summary>The first <paramref name="count"/> floats, at least one of them in the last vector; zeros behind them.</summary>
    static abstract TSelf LoadPartial(float* p, int count);

    /// <summary><c>this += x · b</c>.</summary>
    void MultiplyAdd(TVector x, TSelf b);

    void Add(TSelf row);

    /// <summary><c>this = max(this, 0)</c>; NaN stays NaN.</summary>
    /// <remarks>Made with a comparison: max, with its rules for NaN, takes six instructions.</remarks>
    void Rectify();

    void Store(float* p);

    /// <summary>Writes the first <paramref name="count"/> floats, at least one of them from the last vector.</summary>
    void StorePartial(float* p, int count);
}
