namespace Keratin;

/// <summary>What the formulas of losses and metrics do to targets and outputs before they compare them.</summary>
internal static class LossInputs
{
    /// <summary>Squares of lengths are kept this far from 0, which keeps lengths <see cref="Ops.Epsilon"/> from it.</summary>
    private const float SquaredEpsilon = Ops.Epsilon * Ops.Epsilon;

    /// <summary>
    /// Keras' rule for ranks that differ by one: where the larger has a last axis of length 1, it is dropped, or given to the other one where that
    /// has one axis only. So <c>(batch,)</c> beside <c>(batch, 1)</c> does not broadcast to a square.
    /// </summary>
    public static (KerasTensor X, KerasTensor Y) SameRank(KerasTensor x, KerasTensor y)
    {
        if (x.Rank == y.Rank + 1 && x.Shape[^1] == 1)
            return y.Rank == 1 ? (x, y.Reshape([.. y.Shape, 1])) : (x.Reshape(x.Shape[..^1]), y);
        if (y.Rank == x.Rank + 1 && y.Shape[^1] == 1)
            return x.Rank == 1 ? (x.Reshape([.. x.Shape, 1]), y) : (x, y.Reshape(y.Shape[..^1]));
        return (x, y);
    }

    /// <summary>Targets and outputs of one shape.</summary>
    /// <exception cref="ShapeException">They are not, even after <see cref="SameRank"/>.</exception>
    public static (KerasTensor Target, KerasTensor Output) SameShape(string who, KerasTensor target, KerasTensor output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        var (y, p) = SameRank(target, output);
        return y.Shape == p.Shape ? (y, p) : throw new ShapeException(who, $"targets of the output's shape {output.Shape}", $"{target.Shape}");
    }

    /// <summary>Class indices, one for each of the output's rows; a last axis of length 1 is dropped.</summary>
    /// <param name="who">Who asks, for the message.</param>
    /// <param name="target">The indices.</param>
    /// <param name="output">What the model says, with an axis of classes.</param>
    /// <param name="axis">Which of the output's axes that is, from 0.</param>
    public static KerasTensor Indices(string who, KerasTensor target, KerasTensor output, int axis)
    {
        Shape rows = [.. output.Shape[..axis], .. output.Shape[(axis + 1)..]];
        if (target.Rank == output.Rank && target.Shape[axis] == 1)
            target = target.Reshape([.. target.Shape[..axis], .. target.Shape[(axis + 1)..]]);
        return target.Shape == rows ? target : throw new ShapeException(
            who, $"one class index each, {rows}", $"{target.Shape}",
            target.Shape == output.Shape ? "the targets look one-hot: use categorical_crossentropy" : null);
    }

    /// <summary>Part of each target spread evenly: <c>y · (1 - s) + s / classes</c>.</summary>
    public static KerasTensor Smooth(KerasTensor target, float share, int classes) =>
        share == 0 ? target : (target * Complement.Of(share)) + (share / classes);

    /// <summary>Brings an axis to the end; the order of the others stays.</summary>
    public static KerasTensor ToLast(KerasTensor x, int axis) => axis == x.Rank - 1
        ? x
        : x.Transpose([.. Enumerable.Range(0, x.Rank).Where(other => other != axis), axis]);

    /// <summary><c>x / max(‖x‖, 1e-7)</c>: length 1 along an axis; zeros stay zeros.</summary>
    public static KerasTensor Normalize(KerasTensor x, int axis) =>
        x / x.Square().Sum([axis], keepDims: true).Maximum(Ops.Constant(SquaredEpsilon)).Sqrt();

    /// <summary><c>ln(1 + eˣ) - a</c>, which neither overflows nor, where a is near x, cancels.</summary>
    /// <remarks>As <c>(x + |x|) / 2 - a + ln(1 + e^-|x|)</c> and not with max(x, 0): the gradient of that at 0 would be 1, not ½.</remarks>
    public static KerasTensor SoftplusMinus(KerasTensor x, KerasTensor a)
    {
        KerasTensor size = x.Absolute();
        return (0.5f * (x + size)) - a + (-size).Exp().Log1p();
    }

    /// <summary><c>x^exponent</c> for a number that is known, the usual ones without a power function; <c>0⁰ = 1</c>.</summary>
    public static KerasTensor Power(KerasTensor x, float exponent) => exponent switch
    {
        0 => Ops.Constant(1).BroadcastTo(x.Shape),
        1 => x,
        2 => x.Square(),
        _ => x.Power(Ops.Constant(exponent)),
    };
}
