namespace Keratin.Layers;

/// <summary>What layers for categories give; the names are Keras' (<c>"multi_hot"</c> is <see cref="MultiHot"/>).</summary>
public enum OutputMode
{
    /// <summary>The numbers of the categories.</summary>
#pragma warning disable CA1720 // It has the name of a type, but Keras calls it "int".
    Int,
#pragma warning restore CA1720

    /// <summary>A row for each element, with a 1 at its category.</summary>
    OneHot,

    /// <summary>A row for each sample, with a 1 at each category that occurs in it.</summary>
    MultiHot,

    /// <summary>A row for each sample: how often each category occurs in it.</summary>
    Count,
}
