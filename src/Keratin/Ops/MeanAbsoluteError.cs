namespace Keratin;

public static partial class Ops
{
    /// <summary>Mean of the absolute differences of each sample along the last axis: <c>mean(|y - ŷ|)</c>.</summary>
    /// <param name="target">What was right, of the output's shape; the last axis may be missing where its length is 1.</param>
    /// <param name="output">What the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor MeanAbsoluteError(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("MeanAbsoluteError", target, output);
        return (target - output).Absolute().Mean([-1]);
    }
}
