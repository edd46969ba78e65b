namespace Keratin;

/// <summary>How a pixel between pixels is computed; the names are Keras' (<c>"bilinear"</c> is <see cref="Bilinear"/>).</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel itself.</summary>
    Nearest,

    /// <summary>A line between the two nearest, along each axis: <c>max(0, 1 - |x|)</c>.</summary>
    Bilinear,

    /// <summary>A cubic through four along each axis, the parameter -1/2. R. Keys: "Cubic convolution interpolation for digital image processing", 1981.</summary>
    Bicubic,

    /// <summary>A sine over six along each axis, under the window of a wider one: <c>sinc(x) · sinc(x/3)</c>. C. Lanczos; K. Turkowski: "Filters for common resampling tasks", 1990.</summary>
    Lanczos3,

    /// <summary>The same over ten: <c>sinc(x) · sinc(x/5)</c>.</summary>
    Lanczos5,
}
