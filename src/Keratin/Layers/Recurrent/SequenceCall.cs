namespace Keratin.Layers;

/// <summary>What a recurrent cell is to do with a whole sequence.</summary>
/// <param name="X">The sequence, (batch, time, …).</param>
/// <param name="States">The states before the first step.</param>
/// <param name="Mask">1 for steps that count, (batch, time); null where all do.</param>
/// <param name="Training">Whether this is training.</param>
internal sealed record SequenceCall(KerasTensor X, IReadOnlyList<KerasTensor> States, KerasTensor? Mask, bool Training)
{
    /// <summary>Whether the last step comes first.</summary>
    public bool Backwards { get; init; }

    /// <summary>Whether the output of a step that does not count is 0; else it is the one before.</summary>
    public bool ZeroOutput { get; init; }

    /// <summary>Whether Keras would unroll, which has another output before the first step that counts: zeros, not the initial state.</summary>
    public bool Unroll { get; init; }

    /// <summary>Number of steps.</summary>
    public int Time => X.Shape[1];
}
