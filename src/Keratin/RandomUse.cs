namespace Keratin;

/// <summary>What random words are drawn for: the last word of Philox' counter. Ops of different kinds with one seed and counter then have
/// nothing in common.</summary>
internal static class RandomUse
{
    /// <summary>Numbers in sequence, see <see cref="RandomStream"/>.</summary>
    public const uint Stream = 0;

    /// <summary>Masks of dropout.</summary>
    public const uint Dropout = 1;

    /// <summary>Uniform numbers.</summary>
    public const uint Uniform = 2;

    /// <summary>Normal numbers.</summary>
    public const uint Normal = 3;
}
