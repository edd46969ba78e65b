namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// How far the score of the right class falls short of the best other one plus 1: <c>max(max((1 - y) · ŷ) - Σ y · ŷ + 1, 0)</c> along the last axis.
    /// </summary>
    /// <param name="target">One-hot, of the output's shape.</param>
    /// <param name="output">What the model says.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor CategoricalHinge(KerasTensor target, KerasTensor output)
    {
        (target, output) = LossInputs.SameShape("CategoricalHinge", target, output);
        KerasTensor right = (target * output).Sum([-1]), wrong = ((1 - target) * output).Max([-1]);
        return (wrong - right + 1).Maximum(Constant(0));
    }
}
