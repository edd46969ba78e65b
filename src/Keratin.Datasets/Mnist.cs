namespace Keratin.Datasets;

/// <summary>MNIST, the 70,000 handwritten digits that everybody starts with; it travels inside this assembly.</summary>
/// <example>
/// <code>
/// var ((xTrain, yTrain), (xTest, yTest)) = Mnist.Load();
/// MnistData fashion = Mnist.Load("data/fashion");   // the same format, other pictures
/// </code>
/// </example>
public static class Mnist
{
    /// <summary>Width and height of an image.</summary>
    public const int Side = 28;

    /// <summary>How many different labels there are.</summary>
    public const int Classes = 10;

    private static readonly string[] s_parts = ["train-images", "train-labels", "t10k-images", "t10k-labels"];

    /// <summary>Unpacks the embedded data set: no download, no file.</summary>
    /// <returns>60,000 images to train on and 10,000 to test with, in new tensors on each call.</returns>
    public static MnistData Load() => Load(OpenEmbedded);

    // The training images are five sixths of the work; the other three parts are unpacked meanwhile.
    private static MnistData Load(Func<string, (Stream Stream, string Name)> open)
    {
        var tensors = new Tensor<byte>[s_parts.Length];
        Parallel.For(0, tensors.Length, n => tensors[n] = ReadPart(s_parts[n], open));
        return new MnistData(new(tensors[0], tensors[1]), new(tensors[2], tensors[3]));
    }

    private static Tensor<byte> ReadPart(string part, Func<string, (Stream Stream, string Name)> open)
    {
        var (stream, name) = open(part);
        using (stream)
            return IdxFile.Read(stream, name);
    }

    private static (Stream Stream, string Name) OpenEmbedded(string part)
    {
        string name = $"mnist/{part}-idx{(part.EndsWith("images", StringComparison.Ordinal) ? 3 : 1)}-ubyte.gz";
        return (typeof(Mnist).Assembly.GetManifestResourceStream(name)!, $"the embedded {name}");
    }
}
