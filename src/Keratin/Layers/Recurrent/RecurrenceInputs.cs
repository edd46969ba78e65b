namespace Keratin.Layers;

/// <summary>What the operations that run a cell over a sequence take.</summary>
/// <param name="X">What each step's input adds to the gates.</param>
/// <param name="Kernel">The recurrent kernel.</param>
/// <param name="States">The states before the first step.</param>
/// <param name="Mask">Steps that count; null where all do.</param>
internal sealed record RecurrenceInputs(KerasTensor X, KerasTensor Kernel, IReadOnlyList<KerasTensor> States, KerasTensor? Mask)
{
    /// <summary>The inputs in order.</summary>
    public IReadOnlyList<KerasTensor> List(KerasTensor? bias = null) => [X, Kernel, .. One(bias), .. States, .. One(Mask)];

    private static KerasTensor[] One(KerasTensor? tensor) => tensor is null ? [] : [tensor];
}
