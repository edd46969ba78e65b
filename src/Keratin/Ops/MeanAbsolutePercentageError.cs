namespace Keratin;

public static partial class Ops
{
    /// <summary>Mean of the differences in percent of the target, along the last axis: <c>100 · mean(|y - ŷ| / max(|y|, 1e-7))</c>.</summary>
    /// <param name="target">What was right, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">What the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor MeanAbsolutePercentageError(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("MeanAbsolutePercentageError", target, output);
        return 100 * ((target - output) / target.Absolute().Maximum(Constant(Epsilon))).Absolute().Mean([-1]);
    }
}
