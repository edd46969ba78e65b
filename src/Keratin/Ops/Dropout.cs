using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Sets a fraction of the elements to 0 and multiplies the others by <c>1 / (1 - rate)</c>.</summary>
    /// <remarks>
    /// Which ones follows from <paramref name="seed"/>, <paramref name="counter"/> and the element's index alone (Philox 4x32-10; Salmon et
    /// al., "Parallel random numbers: as easy as 1, 2, 3", 2011), so the gradient makes the same mask again and none is stored.
    /// </remarks>
    /// <param name="x">Operand.</param>
    /// <param name="rate">Fraction set to 0, from 0 to below 1.</param>
    /// <param name="seed">Chooses the sequence of masks.</param>
    /// <param name="counter">Chooses the mask within it: a whole number of shape <c>()</c>, usually a variable that counts steps.</param>
    public static KerasTensor Dropout(this KerasTensor x, float rate, long seed, KerasTensor counter) =>
        rate >= 0 && rate < 1
            ? KerasTensor.Of(new DropoutOp(rate, seed), x, counter)
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "'rate' lies between 0 and 1, and below 1.");
}

internal sealed record DropoutOp(float Rate, long Seed) : Op
{
    /// <summary>What is kept is multiplied by it.</summary>
    public float Scale => 1 / (1 - Rate);

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[1].Rank == 0
        ? inputs[0]
        : throw new ShapeException(Name, "a counter of shape ()", $"{inputs[1]}");

    public override IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        [gradient.Dropout(Rate, Seed, result.Inputs[1]), null];
}
