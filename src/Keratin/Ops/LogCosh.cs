namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Logarithm of the hyperbolic cosine of the differences, mean along the last axis: <c>mean(ln cosh(ŷ - y))</c>, about <c>½ e²</c> for small
    /// differences and <c>|e| - ln 2</c> for large ones.
    /// </summary>
    /// <param name="target">What was right, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">What the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor LogCosh(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("LogCosh", target, output);
        // ln cosh e = |e| + ln(1 + e^-2|e|) - ln 2: the exponential cannot overflow.
        KerasTensor size = (output - target).Absolute();
        return (size + (-2 * size).Exp().Log1p() - Ln2).Mean([-1]);
    }
}
