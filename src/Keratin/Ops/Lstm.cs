using Keratin.Graph;

namespace Keratin;

/// <summary>
/// Long short-term memory with the gates input, forget, candidate, output, each a part of <c>z = x + h·R</c>: <c>c' = σ(z_f)·c + σ(z_i)·tanh(z_c)</c>,
/// <c>h' = σ(z_o)·tanh(c')</c>. States h and c; saved are c after each step and the four gates.
/// </summary>
internal sealed record LstmOp(bool Backwards, bool HasMask, bool Saves) : RecurrenceOp(Backwards, HasMask, Saves)
{
    public override int Gates => 4;

    public override int States => 2;

    public override IntList Saved => [1, 4];

    private protected override RecurrenceGradientOp Gradient(int given) => new LstmGradientOp(Backwards, HasMask, given);
}

/// <inheritdoc/>
internal sealed record LstmGradientOp(bool Backwards, bool HasMask, int Given) : RecurrenceGradientOp(Backwards, HasMask, Given)
{
    public override int Gates => 4;

    public override int States => 2;

    public override int Saved => 2;
}
