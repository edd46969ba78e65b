namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Generalized cross-entropy of class indices, <c>(1 - p[y]^q) / q</c>: cross-entropy as q goes to 0, absolute error at 1; between them wrong labels
    /// pull less.
    /// </summary>
    /// <remarks>Z. Zhang, M. R. Sabuncu: "Generalized cross entropy loss for training deep neural networks with noisy labels", NeurIPS 2018.</remarks>
    /// <param name="target">Index of the class: the output's shape without its last axis.</param>
    /// <param name="output">Probabilities.</param>
    /// <param name="q">Between 0 and 1, both excluded.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor CategoricalGeneralizedCrossEntropy(KerasTensor target, KerasTensor output, float q)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        target = LossInputs.Indices("CategoricalGeneralizedCrossEntropy", target, output, output.Rank - 1);
        KerasTensor p = (output * target.OneHot(output.Shape[^1])).Sum([-1]);
        return (1 - LossInputs.Power(p, q)) / q;
    }
}
