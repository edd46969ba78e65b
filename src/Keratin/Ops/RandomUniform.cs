using Keratin.Graph;

namespace Keratin;

public static partial class Ops
{
    /// <summary>Random numbers, uniform from <paramref name="minval"/> to below <paramref name="maxval"/>.</summary>
    /// <remarks>
    /// Element <c>i</c> follows from <paramref name="seed"/>, <paramref name="counter"/> and <c>i</c> alone (Philox 4x32-10; Salmon et al.,
    /// "Parallel random numbers: as easy as 1, 2, 3", 2011): the same on any number of threads, and again the same in the gradient. A layer
    /// takes both from its <c>SeedGenerator</c>. Before they are scaled the numbers are multiples of 2⁻²⁴; scaling may round one up to
    /// <paramref name="maxval"/>.
    /// </remarks>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="counter">Chooses the numbers within the sequence: a whole number of shape <c>()</c> below 2²⁴, usually a variable that counts.</param>
    /// <param name="minval">Smallest number.</param>
    /// <param name="maxval">What all numbers are below.</param>
    /// <param name="seed">Chooses the sequence.</param>
    public static KerasTensor RandomUniform(Shape shape, KerasTensor counter, float minval = 0, float maxval = 1, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(shape);
        KerasTensor unit = KerasTensor.Of(new RandomUniformOp(shape, seed), counter);
        return (minval, maxval) == (0, 1) ? unit : (unit * (maxval - minval)) + minval;
    }
}

/// <summary>Uniform in [0, 1); the input is the counter.</summary>
internal sealed record RandomUniformOp(Shape Shape, long Seed) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => RandomNormalOp.Check(Name, Shape, inputs[0]);
}
