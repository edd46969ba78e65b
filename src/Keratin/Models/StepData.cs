namespace Keratin.Models;

/// <summary>What a traced step of training or evaluation gets: nodes of one batch's samples, targets and weights.</summary>
public sealed class StepData
{
    internal StepData(
        IReadOnlyList<KerasTensor> x, IReadOnlyList<KerasTensor> y, IReadOnlyList<KerasTensor> sampleWeight, CompiledLosses losses) =>
        (X, Y, SampleWeight, Losses) = (x, new StepInputs(y, "Y", "y"), new StepInputs(sampleWeight, "SampleWeight", "sampleWeight"), losses);

    /// <summary>Samples of each input, the batch known.</summary>
    public IReadOnlyList<KerasTensor> X { get; }

    /// <summary>Targets of each output; empty where none were given.</summary>
    public IReadOnlyList<KerasTensor> Y { get; }

    /// <summary>What each sample counts: empty, one for all outputs, or one for each.</summary>
    public IReadOnlyList<KerasTensor> SampleWeight { get; }

    /// <summary>Samples of the batch.</summary>
    public int BatchSize => X[0].Shape[0];

    internal CompiledLosses Losses { get; }
}
