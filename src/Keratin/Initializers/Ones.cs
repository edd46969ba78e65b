namespace Keratin.Initializers;

/// <summary>All 1.</summary>
public sealed class Ones : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => values.Fill(1);
}
