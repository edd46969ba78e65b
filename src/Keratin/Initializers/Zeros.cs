namespace Keratin.Initializers;

/// <summary>All 0.</summary>
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape) => values.Clear();
}
