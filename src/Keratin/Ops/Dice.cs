namespace Keratin;

public static partial class Ops
{
    /// <summary>Dice's loss of two masks: <c>1 - 2 · Σ y·ŷ / (Σ y + Σ ŷ + 1e-7)</c>, 0 where they agree.</summary>
    /// <remarks>L. R. Dice: "Measures of the amount of ecologic association between species", Ecology 26, 1945.</remarks>
    /// <param name="target">What was right, of the output's shape; usually 0 or 1.</param>
    /// <param name="output">What the model says, between 0 and 1.</param>
    /// <param name="axes">Along which axes it adds up; none means all, which gives one number for the whole batch.</param>
    /// <returns>The output's shape without those axes.</returns>
    public static KerasTensor Dice(KerasTensor target, KerasTensor output, ReadOnlySpan<int> axes = default)
    {
        (target, output) = LossInputs.SameShape("Dice", target, output);
        return 1 - (2 * (target * output).Sum(axes) / (target.Sum(axes) + output.Sum(axes) + Epsilon));
    }
}
