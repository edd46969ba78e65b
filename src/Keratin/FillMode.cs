namespace Keratin;

/// <summary>What lies outside of an image <c>a b c d</c>; the names are Keras' (<c>"reflect"</c> is <see cref="Reflect"/>).</summary>
public enum FillMode
{
    /// <summary>One value: <c>k k k k | a b c d | k k k k</c>.</summary>
    Constant,

    /// <summary>The pixel at the border: <c>a a a a | a b c d | d d d d</c>.</summary>
    Nearest,

    /// <summary>The image again: <c>a b c d | a b c d | a b c d</c>.</summary>
    Wrap,

    /// <summary>The image in a mirror through the pixel at the border: <c>d c b | a b c d | c b a</c>.</summary>
    Mirror,

    /// <summary>The image in a mirror beside the pixel at the border: <c>d c b a | a b c d | d c b a</c>.</summary>
    Reflect,
}
