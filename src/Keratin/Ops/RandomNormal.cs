using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Random numbers, normal with this mean and standard deviation (Box and Muller 1958).</summary>
    /// <remarks>
    /// Element <c>i</c> follows from <paramref name="seed"/>, <paramref name="counter"/> and <c>i</c> alone, see <see cref="RandomUniform"/>. No
    /// number is further than 5.77 standard deviations from the mean.
    /// </remarks>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="counter">Chooses the numbers within the sequence: a whole number of shape <c>()</c> below 2²⁴, usually a variable that counts.</param>
    /// <param name="mean">Mean.</param>
    /// <param name="stddev">Standard deviation.</param>
    /// <param name="seed">Chooses the sequence.</param>
    public static KerasTensor RandomNormal(Shape shape, KerasTensor counter, float mean = 0, float stddev = 1, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        KerasTensor standard = KerasTensor.Of(new RandomNormalOp(shape, seed), counter);
        return (mean, stddev) == (0, 1) ? standard : (standard * stddev) + mean;
    }
}

/// <summary>Standard normal; the input is the counter.</summary>
internal sealed record RandomNormalOp(Shape Shape, long Seed) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Check(Name, Shape, inputs[0]);

    public static Shape Check(string name, Shape shape, Shape counter) =>
        counter.Rank == 0 ? shape : throw new ShapeException(name, "a counter of shape ()", $"{counter}");
}
