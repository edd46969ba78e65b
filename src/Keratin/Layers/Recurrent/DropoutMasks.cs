namespace Keratin.Layers;

/// <summary>What a recurrent cell multiplies its inputs and states by in training: the same at all time steps of a sequence.</summary>
/// <param name="Input">One for all gates or one for each, (batch, features); null for none.</param>
/// <param name="Recurrent">One for each gate, (batch, units); null for none.</param>
internal sealed record DropoutMasks(IReadOnlyList<KerasTensor>? Input, IReadOnlyList<KerasTensor>? Recurrent)
{
    /// <summary>None.</summary>
    public static DropoutMasks None { get; } = new(null, null);

    /// <summary>Draws a mask.</summary>
    public static KerasTensor Draw(Shape shape, float rate, SeedGenerator random) =>
        rate < 1 ? Ops.Ones(shape).Dropout(rate, random.Seed, random.Next()) : Ops.Zeros(shape);
}
