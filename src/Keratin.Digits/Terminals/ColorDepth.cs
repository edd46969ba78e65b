namespace Keratin.Digits.Terminals;

/// <summary>Which colours a terminal shows.</summary>
public enum ColorDepth
{
    /// <summary>None: text is written without control codes.</summary>
    None,

    /// <summary>The palette of 256 colours, 24 of them grays.</summary>
    Colors256,

    /// <summary>24 bits: any shade of red, green and blue.</summary>
    TrueColor,
}
