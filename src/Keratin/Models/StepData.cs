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

    /// <summary>The same batch with other samples or targets: for a step that mixes or changes them.</summary>
    /// <param name="x">Samples of each input; null keeps them.</param>
    /// <param name="y">Targets of each output; null keeps them.</param>
    public StepData With(IReadOnlyList<KerasTensor>? x = null, IReadOnlyList<KerasTensor>? y = null) => new(x ?? X, y ?? Y, SampleWeight, Losses);

    internal CompiledLosses Losses { get; }
}
