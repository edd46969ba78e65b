using Keratin.Graph;

namespace Keratin;

/// <summary>
/// Gated recurrent unit with the gates update, reset, candidate, where <c>n = h·R + b</c>: <c>z = σ(x_z + n_z)</c>, <c>r = σ(x_r + n_r)</c>,
/// <c>h' = z·h + (1 - z)·tanh(x_h + r·n_h)</c>: Keras' form with <c>reset_after</c>. State h; saved are z, r, the candidate and n_h.
/// </summary>
/// <param name="Backwards">Whether the last step comes first.</param>
/// <param name="HasMask">Whether the last input is a mask.</param>
/// <param name="Saves">Whether a gradient is going to be taken.</param>
/// <param name="HasRecurrentBias">Whether there is b.</param>
internal sealed record GruOp(bool Backwards, bool HasMask, bool Saves, bool HasRecurrentBias) : RecurrenceOp(Backwards, HasMask, Saves)
{
    public override int Gates => 3;

    public override int States => 1;

    public override bool HasBias => HasRecurrentBias;

    public override IntList Saved => [4];

    private protected override RecurrenceGradientOp Gradient(int given) => new GruGradientOp(Backwards, HasMask, given);

    // The reset gate stands between n_h and x_h, so the gradient on n is another one than that on x.
    private protected override (KerasTensor Kernel, KerasTensor? Bias) WeightGradients(KerasTensor before, KerasTensor dx, KerasTensor? inner) =>
        (before.MatMul(true, Rows(inner!), false), HasBias ? Rows(inner!).Sum([0]) : null);
}

/// <summary>The last result is the gradient on n, (batch, time, 3 · units).</summary>
/// <inheritdoc/>
internal sealed record GruGradientOp(bool Backwards, bool HasMask, int Given) : RecurrenceGradientOp(Backwards, HasMask, Given)
{
    public override int Gates => 3;

    public override int States => 1;

    public override int Saved => 1;

    internal override int ResultCount => 3;
}
