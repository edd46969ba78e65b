using Keratin.Digits.Imaging;
using Keratin.Digits.Normalizing;

namespace Keratin.Digits;

/// <summary>Makes of a picture of one digit what MNIST would have made of it: 28 × 28, white on black, 0 to 1.</summary>
/// <remarks>
/// <para>The ink is told from the paper (whichever is darker), stretched to full contrast and freed of the paper's noise; its
/// bounding box is scaled into 20 × 20 with its proportions kept, and laid so that its centre of mass falls on the centre
/// of the field.</para>
/// <para>"Centre" is MNIST's own: counting pixels from 0, with each pixel's middle at its whole number, the centre of mass of
/// all 60,000 training images lies at 14.0 ± 0.5 both ways and is spread evenly in between (mean 14.007 and 13.996). So the
/// shift there was by whole pixels towards 14, not towards 13.5, the middle of the field; it is the same here.</para>
/// <para>Strokes much thinner than MNIST's are made as wide as its median: a hair line would fade in the shrinking.</para>
/// <para>A picture that is 28 × 28, has a dark border and lies as MNIST's images do (20 pixels in the longer direction, centred)
/// is taken for one of them and only divided by 255: to scale it anew would blur it, and a model would do worse on the very
/// images it was tested with. All 70,000 pass. The same picture dark on light is only inverted. Any other picture of 28 × 28
/// was drawn elsewhere, and is treated like one of any size.</para>
/// </remarks>
/// <example>
/// <code>
/// Tensor&lt;float&gt; digit = DigitNormalizer.Normalize(ImageFile.Read("seven.png"));   // (28, 28)
/// </code>
/// </example>
public static class DigitNormalizer
{
    /// <summary>Width and height of the result.</summary>
    public const int Side = 28;

    // How many pixels are looked at each way. The result has 20, so nothing is lost, and noise is averaged away.
    private const int WorkingSide = 1024;

    /// <summary>Normalizes a picture of one digit.</summary>
    /// <param name="image">Any size, dark on light or light on dark.</param>
    /// <returns>Shape <c>(28, 28)</c>, 0 = paper to 1 = ink.</returns>
    /// <exception cref="InvalidDataException">There is no ink in the picture: it is blank, or all noise.</exception>
    public static Tensor<float> Normalize(GrayImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Plane picture = Plane.FromImage(image);
        if (MnistLayout.IsMnist(picture))
            return picture.ToTensor();
        if (MnistLayout.HasSize(picture) && picture.Inverted() is var inverted && MnistLayout.IsMnist(inverted))
            return inverted.ToTensor();

        Plane digit = InkFinder.Find(Resampler.Limit(picture, WorkingSide));
        return MnistLayout.Place(StrokeWidth.Thicken(digit)).ToTensor();
    }
}
