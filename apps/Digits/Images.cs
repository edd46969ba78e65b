using System.Buffers;
using Keratin.Datasets;
using Keratin.Digits.Imaging;

namespace Digits;

/// <summary>Where the commands get their images from.</summary>
internal static class Images
{
    /// <summary>MNIST, or what is in its format at a path.</summary>
    public static MnistData Load(string? path) => path is null ? Mnist.Load() : Mnist.Load(path);

    /// <summary>One image of a data set as a picture.</summary>
    public static GrayImage At(LabeledImages images, int index)
    {
        byte[] pixels = new byte[Mnist.Side * Mnist.Side];
        ReadOnlySpan<NRange> place = [index..(index + 1), NRange.All, NRange.All];
        images.Images.AsReadOnlyTensorSpan(place).FlattenTo(pixels);
        return new GrayImage(Mnist.Side, Mnist.Side, pixels);
    }
}
