using System.Numerics;
using Keratin.Graph;

namespace Keratin;

/// <summary>The gradient of a <see cref="RecurrenceOp"/>: back through time, from the last step to the first.</summary>
/// <remarks>
/// <para><b>Inputs</b> the recurrent kernel; the states before the first step; the sequence of the first state; what was saved; the mask, where there
/// is one; the gradients that are given, in the order of the results.</para>
/// <para><b>Results</b> the gradient on x, (batch, time, gates · units); those on the states before the first step; for some cells one more sequence.</para>
/// </remarks>
/// <param name="Backwards">Whether the last step came first.</param>
/// <param name="HasMask">Whether there is a mask.</param>
/// <param name="Given">Which results have a gradient: bit 0 the sequence, bit 1 the first of the last states …</param>
internal abstract record RecurrenceGradientOp(bool Backwards, bool HasMask, int Given) : Op
{
    /// <summary>How many times as wide as the units the gradient on x is.</summary>
    public abstract int Gates { get; }

    /// <summary>How many states there are.</summary>
    public abstract int States { get; }

    /// <summary>How many sequences were saved.</summary>
    public abstract int Saved { get; }

    internal override int ResultCount => 1 + States;

    /// <summary>Where the sequence of the first state is among the inputs; what was saved follows.</summary>
    public int Sequence => 1 + States;

    /// <summary>Where the mask is among the inputs; -1 where there is none.</summary>
    public int Mask => HasMask ? Sequence + 1 + Saved : -1;

    /// <summary>Where the gradient of a result is among the inputs; -1 where it is not given.</summary>
    public int GradientOf(int result) =>
        (Given >> result & 1) == 0 ? -1 : Sequence + 1 + Saved + (HasMask ? 1 : 0) + BitOperations.PopCount((uint)Given & ((1u << result) - 1));

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => inputs[Sequence].With(2, Gates * inputs[Sequence][2]);

    internal override Shape InferResult(int result, ReadOnlySpan<Shape> inputs) => result >= 1 && result <= States ? inputs[result] : Infer(inputs);

    internal override IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients) => throw SecondDerivative.Missing(node);
}
