namespace Keratin;

public static partial class Ops
{
    /// <summary>
    /// Negative cosine of the angle between target and output: <c>-Σ y·ŷ / (‖y‖ · ‖ŷ‖)</c>, -1 for the same direction, 1 for the opposite one, 0 where
    /// one of them is zero. The loss of that name; the metric has the other sign.
    /// </summary>
    /// <param name="target">What was right, of the output's shape.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="axis">Along which axis; it disappears.</param>
    /// <returns>The output's shape without that axis.</returns>
    public static KerasTensor CosineSimilarity(KerasTensor target, KerasTensor output, int axis = -1)
    {
        (target, output) = LossInputs.SameShape("CosineSimilarity", target, output);
        return -(LossInputs.Normalize(target, axis) * LossInputs.Normalize(output, axis)).Sum([axis]);
    }
}
