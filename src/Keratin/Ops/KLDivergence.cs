namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Kullback-Leibler divergence of each sample along the last axis: <c>Σ y · ln(y / ŷ)</c>; both are kept between 1e-7 and 1.
    /// </summary>
    /// <remarks>S. Kullback, R. A. Leibler: "On information and sufficiency", Annals of Mathematical Statistics 22, 1951.</remarks>
    /// <param name="target">Probabilities, of the output's shape.</param>
    /// <param name="output">Probabilities that the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor KLDivergence(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("KLDivergence", target, output);
        target = target.Clip(Epsilon, 1);
        return (target * (target / output.Clip(Epsilon, 1)).Log()).Sum([-1]);
    }
}
