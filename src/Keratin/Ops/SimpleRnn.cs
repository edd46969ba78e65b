using Keratin.Graph;

namespace Keratin;

/// <summary>The plain recurrent cell: <c>h' = tanh(x + h·R)</c>. State h.</summary>
internal sealed record SimpleRnnOp(bool Backwards, bool HasMask, bool Saves) : RecurrenceOp(Backwards, HasMask, Saves)
{
    public override int Gates => 1;

    public override int States => 1;

    public override IntList Saved => [];

    private protected override RecurrenceGradientOp Gradient(int given) => new SimpleRnnGradientOp(Backwards, HasMask, given);
}

/// <inheritdoc/>
internal sealed record SimpleRnnGradientOp(bool Backwards, bool HasMask, int Given) : RecurrenceGradientOp(Backwards, HasMask, Given)
{
    public override int Gates => 1;

    public override int States => 1;

    public override int Saved => 0;
}
