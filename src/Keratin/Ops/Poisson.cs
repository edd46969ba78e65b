namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// What is left of the negative logarithm of Poisson's probability without what depends on the target alone, mean along the last axis:
    /// <c>mean(ŷ - y · ln(ŷ + 1e-7))</c>.
    /// </summary>
    /// <param name="target">Counts, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">Expected counts that the model says, positive.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor Poisson(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("Poisson", target, output);
        return (output - (target * (output + Epsilon).Log())).Mean([-1]);
    }
}
