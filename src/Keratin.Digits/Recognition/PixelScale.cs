namespace Keratin.Digits.Recognition;

/// <summary>How large the pixels are that a model takes.</summary>
public enum PixelScale
{
    /// <summary>0 to 255, as files have them: the model itself begins with a <c>Rescaling</c>.</summary>
    Raw,

    /// <summary>0 to 1: whoever trained the model divided by 255 beforehand.</summary>
    Unit,
}
