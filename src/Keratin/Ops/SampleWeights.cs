namespace Keratin;

/// <summary>How weights of samples are laid beside what they weigh.</summary>
internal static class SampleWeights
{
    /// <summary>
    /// Values and weights whose axes stand beside each other: Keras' rule for a last axis of length 1, then weights of fewer axes belong to the
    /// first ones. So <c>(batch,)</c> weighs samples, <c>(batch, time)</c> steps of time, and <c>(batch, 1)</c> is <c>(batch,)</c>.
    /// </summary>
    /// <remarks>
    /// Keras aligns <c>(batch,)</c> beside <c>(batch, time)</c> at the last axis, which fails unless both are equally long, and then weighs steps of
    /// time by the weights of samples. Its documentation says what is done here.
    /// </remarks>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public static (KerasTensor Values, KerasTensor Weight) Align(KerasTensor values, KerasTensor weight)
    {
        (KerasTensor v, KerasTensor w) = LossInputs.SameRank(values, weight);
        while (w.Rank > v.Rank && v.Rank > 0 && w.Shape[^1] == 1)
            w = w.Reshape(w.Shape[..^1]);
        if (w.Rank < v.Rank && w.Rank > 0)
            w = w.Reshape([.. w.Shape, .. Enumerable.Repeat(1, v.Rank - w.Rank)]);
        bool fits = v.Rank == 0 || (w.Rank <= v.Rank && Shape.Broadcast(v.Shape, w.Shape) is not null);
        return fits ? (v, w) : throw new ShapeException(
            "Sample weights", $"one for each sample, or of a shape that broadcasts to {values.Shape}", $"{weight.Shape}");
    }

    /// <summary>The quotient, and 0 where the divisor is 0; its gradient there is 0 too.</summary>
    public static KerasTensor DivideNoNan(KerasTensor x, KerasTensor divisor)
    {
        KerasTensor zero = Ops.Constant(0), isZero = divisor.Equal(zero);
        return isZero.Where(zero, x / isZero.Where(Ops.Constant(1), divisor));
    }
}
