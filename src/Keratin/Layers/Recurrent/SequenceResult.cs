namespace Keratin.Layers;

/// <summary>What a recurrent cell made of a sequence.</summary>
/// <param name="outputs">Makes the output of each step, (batch, time, …), in the order in which the steps were taken.</param>
/// <param name="last">The last of them.</param>
/// <param name="states">The states after the last step.</param>
internal sealed class SequenceResult(Func<KerasTensor> outputs, KerasTensor last, IReadOnlyList<KerasTensor> states)
{
    /// <summary>The output of each step.</summary>
    public KerasTensor Outputs => field ??= outputs();

    /// <summary>The last output.</summary>
    public KerasTensor Last { get; } = last;

    /// <summary>The states after the last step.</summary>
    public IReadOnlyList<KerasTensor> States { get; } = states;
}
