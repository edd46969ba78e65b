using Keratin.Datasets;

namespace Digits;

/// <summary>Where the commands get their images from.</summary>
internal static class Images
{
    /// <summary>MNIST, or what is in its format at a path.</summary>
    public static MnistData Load(string? path) => path is null ? Mnist.Load() : Mnist.Load(path);
}
