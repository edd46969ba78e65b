namespace Keratin;

/// <summary>What happens at the border of an image.</summary>
public enum Padding
{
    /// <summary>Nothing is added; windows lie wholly inside. <c>out = ⌈(in - (k - 1)·d) / s⌉</c>.</summary>
    Valid,

    /// <summary>Zeros are added so that <c>out = ⌈in / s⌉</c>; an odd one goes to the bottom and the right.</summary>
    Same,

    /// <summary>
    /// All <c>(k - 1)·d</c> zeros come first, so that no step of a sequence sees a later one: <c>out = ⌈in / s⌉</c>. For convolutions of sequences only.
    /// </summary>
    Causal,
}
