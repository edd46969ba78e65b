namespace Keratin.Cpu.Kernels;

/// <summary>A small matrix, applied to vectors: lane by lane <c>to[i] = Σ over j of matrix[i, j] · from[j]</c>.</summary>
internal unsafe interface IWinogradMap<TVector>
    where TVector : struct
{
    static abstract int Inputs { get; }

    static abstract int Outputs { get; }

    /// <summary>Reads <see cref="Inputs"/> vectors that lie <paramref name="step"/> floats apart; writes likewise. The two may not overlap.</summary>
    static abstract void Apply(float* from, nint step, float* to, nint toStep);
}
