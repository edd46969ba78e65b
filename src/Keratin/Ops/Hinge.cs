namespace Keratin;

public static partial class Ops
{
    /// <summary>Hinge loss, mean along the last axis: <c>mean(max(1 - y · ŷ, 0))</c>.</summary>
    /// <param name="target">-1 or 1. Where all of them are 0 or 1, 0 counts as -1.</param>
    /// <param name="output">What the model says, of the target's shape.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor Hinge(KerasTensor target, KerasTensor output) => Shortfall("Hinge", target, output).Mean([-1]);

    // max(1 - y · ŷ, 0)
    private static KerasTensor Shortfall(string who, KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape(who, target, output);
        // 1 where some target is neither 0 nor 1: then they are taken as they are.
        KerasTensor isSigned = (1 - target.Equal(Constant(0)) - target.Equal(Constant(1))).Max();
        KerasTensor signed = isSigned.Where(target, (2 * target) - 1);
        return (1 - (signed * output)).Maximum(Constant(0));
    }
}
