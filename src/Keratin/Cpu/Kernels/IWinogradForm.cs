namespace Keratin.Cpu.Kernels;

/// <summary>
/// One of the two F(m, k) with six points, m + k = 7, by its matrix Aᵀ, m × 6. As a map it is the transpose, A: the way back, that
/// gradients take.
/// </summary>
internal interface IWinogradForm<TVector> : IWinogradMap<TVector>
    where TVector : struct
{
    /// <summary>Aᵀ: m outputs of a row from their values at the six points. Those beyond m mean nothing.</summary>
    static abstract void Collect(
        TVector zero, TVector a, TVector minusA, TVector b, TVector minusB, TVector infinity,
        out TVector first, out TVector second, out TVector third, out TVector fourth);
}
