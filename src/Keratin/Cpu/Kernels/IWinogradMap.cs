namespace Keratin.Cpu.Kernels;

/// <summary>A matrix of six rows, applied to vectors: lane by lane <c>to[i] = Σ over j of matrix[i, j] · from[j]</c>.</summary>
internal unsafe interface IWinogradMap<TVector>
    where TVector : struct
{
    /// <summary>Columns of the matrix.</summary>
    static abstract int Inputs { get; }

    /// <summary>Reads <see cref="Inputs"/> vectors that lie <paramref name="step"/> floats apart and writes six; the two may not overlap.</summary>
    static abstract void Apply(float* from, nint step, float* to, nint toStep);
}
