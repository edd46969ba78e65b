namespace Keratin;

public static partial class Ops
{
    /// <summary>Squared hinge loss, mean along the last axis: <c>mean(max(1 - y · ŷ, 0)²)</c>.</summary>
    /// <param name="target">-1 or 1. Where all of them are 0 or 1, 0 counts as -1.</param>
    /// <param name="output">What the model says, of the target's shape.</param>
    /// <returns>The output's shape without its last axis.</returns>
    public static KerasTensor SquaredHinge(KerasTensor target, KerasTensor output) => Shortfall("SquaredHinge", target, output).Square().Mean([-1]);
}
