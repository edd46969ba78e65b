namespace Keratin.Cpu.Kernels;

/// <summary>F(4, k): four outputs of a kernel of k by their values at k + 3 points. Maps of vectors, lane by lane.</summary>
/// <remarks>
/// With Bᵀ, Points × Points, and Aᵀ, 4 × Points, as <see cref="Winograd"/> has them. From and to hold vectors some floats apart, and may not
/// overlap. The points are 0, pairs of ±p, whose even and odd powers are added up apart, and ∞.
/// </remarks>
internal unsafe interface IWinogradForm<TVector>
    where TVector : struct
{
    /// <summary>Points along a side of a tile.</summary>
    static abstract int Points { get; }

    /// <summary><c>to = Bᵀ · from</c>: values of the data, taken apart for the points.</summary>
    static abstract void Analyze(float* from, nint step, float* to, nint toStep);

    /// <summary><c>to += B · from</c>: its way back, that gradients take.</summary>
    static abstract void AddBack(float* from, nint step, float* to, nint toStep);

    /// <summary><c>Aᵀ · from</c>: four outputs.</summary>
    static abstract void Collect(float* from, nint step, out TVector first, out TVector second, out TVector third, out TVector fourth);

    /// <summary><c>to = A · from</c>: the way back of four outputs.</summary>
    static abstract void Spread(float* from, nint step, float* to, nint toStep);
}
