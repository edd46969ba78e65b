namespace Keratin;

public static partial class Ops
{
    /// <summary>The nearest probabilities: <c>max(x - τ, 0)</c> with the τ for which they add up to 1. Small logits get exactly 0.</summary>
    /// <remarks>
    /// Keras 3.16 gives other numbers where more than one is above 0: it adds up the sums of the largest logits in place of these themselves, and
    /// what comes out adds up to less than 1, or is 0 throughout. Here it is as the paper has it.
    /// <para>Martins, Astudillo: "From softmax to sparsemax: a sparse model of attention and multi-label classification", 2016, algorithm 1.</para>
    /// </remarks>
    /// <param name="x">Logits; the length of the axis is known.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    public static KerasTensor Sparsemax(this KerasTensor x, int axis = -1) => AlongLast(x, Axes.Normalize(axis, x.Rank, "Sparsemax"), logits =>
    {
        // Sums and thresholds of numbers near 0 keep their digits; a shift of all logits changes nothing.
        KerasTensor z = logits - logits.Max([-1], keepDims: true);
        KerasTensor sorted = -(-z).Sort();
        KerasTensor rank = Arange(1, z.Shape[^1] + 1);
        // The k largest are the support if the k-th still lies above the threshold that they would have.
        KerasTensor isSupport = ((sorted * rank) - sorted.Cumsum(-1) + 1).Greater(Constant(0));
        KerasTensor tau = ((isSupport * sorted).Sum([-1], keepDims: true) - 1) / isSupport.Sum([-1], keepDims: true);
        return (z - tau).Relu();
    });
}
