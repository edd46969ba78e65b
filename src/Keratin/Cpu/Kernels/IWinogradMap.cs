namespace Keratin.Cpu.Kernels;

/// <summary>One of the two maps of an <see cref="IWinogradForm{TVector}"/> that take numbers apart for its points.</summary>
internal unsafe interface IWinogradMap<TVector>
    where TVector : struct
{
    /// <summary>Vectors read.</summary>
    static abstract int Inputs { get; }

    /// <summary>Vectors written.</summary>
    static abstract int Points { get; }

    /// <summary>Reads vectors that lie <paramref name="step"/> floats apart; from and to may not overlap.</summary>
    static abstract void Apply(float* from, nint step, float* to, nint toStep);
}
