namespace Keratin.Layers;

/// <summary>Along which axes <see cref="RandomFlip"/> mirrors.</summary>
public enum FlipMode
{
    /// <summary>Left becomes right.</summary>
    Horizontal,

    /// <summary>Up becomes down.</summary>
    Vertical,

    /// <summary>Both.</summary>
    HorizontalAndVertical,
}
