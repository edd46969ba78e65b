namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Mean of the squared differences of logarithms along the last axis: <c>mean((ln(y + 1) - ln(ŷ + 1))²)</c>; values below 1e-7 count as 1e-7.
    /// </summary>
    /// <param name="target">What was right, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">What the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor MeanSquaredLogarithmicError(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("MeanSquaredLogarithmicError", target, output);
        KerasTensor least = Constant(Epsilon);
        return (output.Maximum(least).Log1p() - target.Maximum(least).Log1p()).Square().Mean([-1]);
    }
}
