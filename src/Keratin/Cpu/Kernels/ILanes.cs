namespace Keratin.Cpu.Kernels;

/// <summary>A register of floats, so that a kernel is written once for 128, 256 and 512 bits.</summary>
/// <remarks>
/// <typeparamref name="TVector"/> is the bare <c>Vector512&lt;float&gt;</c> (256, 128) and not a wrapper: the JIT keeps it in a register
/// inside a struct of up to four of them, and as the implementations are structs every call below becomes one instruction.
/// </remarks>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Registers the machine has: 32 with AVX-512, else 16.</summary>
    static abstract int Registers { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(float* p);

    static abstract void Store(float* p, TVector v);

    /// <summary>The first <paramref name="count"/> floats, zeros behind them; memory past them is not touched.</summary>
    static abstract TVector LoadPartial(float* p, int count);

    /// <summary>Writes the first <paramref name="count"/> floats; memory past them is not touched.</summary>
    static abstract void StorePartial(float* p, TVector v, int count);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector Subtract(TVector x, TVector y);

    static abstract TVector Multiply(TVector x, TVector y);

    static abstract TVector Divide(TVector x, TVector y);

    /// <summary><c>x · y + z</c>, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>The larger; NaN where either is NaN.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>The smaller; NaN where either is NaN.</summary>
    static abstract TVector Min(TVector x, TVector y);

    static abstract TVector Sqrt(TVector x);

    /// <summary>All bits set where <c>x &gt; y</c>.</summary>
    static abstract TVector GreaterThan(TVector x, TVector y);

    /// <summary>All bits set where <c>x ≥ y</c>.</summary>
    static abstract TVector GreaterOrEqual(TVector x, TVector y);

    /// <summary>All bits set where <c>x = y</c>.</summary>
    static abstract TVector EqualTo(TVector x, TVector y);

    /// <summary>Bitwise and: with a mask, the value or zero.</summary>
    static abstract TVector And(TVector x, TVector y);

    /// <summary>Bits of <paramref name="x"/> that <paramref name="mask"/> does not have.</summary>
    static abstract TVector AndNot(TVector x, TVector mask);

    /// <summary><paramref name="x"/> where the mask is set, else <paramref name="y"/>.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);

    /// <summary>Lanes 0, 2, 4 … of two registers that lie side by side.</summary>
    static abstract TVector Evens(TVector low, TVector high);

    /// <summary>Lanes 1, 3, 5 … of two registers that lie side by side.</summary>
    static abstract TVector Odds(TVector low, TVector high);

    /// <summary>The lower halves like a zip: even 0, odd 0, even 1, odd 1 …</summary>
    static abstract TVector ZipLow(TVector evens, TVector odds);

    /// <summary>The upper halves like a zip.</summary>
    static abstract TVector ZipHigh(TVector evens, TVector odds);

    /// <summary>The first <paramref name="count"/> floats, 4 or 8 and not more than there are lanes; what lies behind them in the register is not said.</summary>
    /// <remarks>Short loads rarely lie across two lines of the cache. With a constant the branch is gone.</remarks>
    static abstract TVector LoadLow(float* p, int count);

    /// <summary>Lane by lane the lane of <paramref name="table"/> that <paramref name="index"/>, of <see cref="ToIndex"/>, names.</summary>
    static abstract TVector Permute(TVector table, TVector index);

    /// <summary>Whole numbers as <see cref="Permute"/> takes them.</summary>
    static abstract TVector ToIndex(TVector v);

    /// <summary>Sum of the lanes, always in the same order: halves are added until one is left.</summary>
    static abstract float Sum(TVector v);

    /// <summary>The largest lane; NaN where one is NaN.</summary>
    static abstract float Largest(TVector v);
}
