using System.Runtime.ExceptionServices;

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

    /// <summary>Unpacks the embedded data set: no download, no file.</summary>
    /// <returns>60,000 images to train on and 10,000 to test with, in new tensors on each call.</returns>
    public static MnistData Load() => ReadIdx(OpenEmbedded);

    /// <summary>Reads a data set in MNIST's format from a directory, or from a NumPy archive.</summary>
    /// <remarks>
    /// <para>In a directory it looks for the four IDX files (<c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>,
    /// <c>t10k-images-idx3-ubyte</c>, <c>t10k-labels-idx1-ubyte</c>; a dot may stand for the last but one hyphen, as in
    /// <c>train-images.idx3-ubyte</c>; plain is taken before <c>.gz</c>), and if not all four are there for <c>mnist.npz</c>.
    /// So the IDX files win where both are.</para>
    /// <para>Any number of images will do as long as each has a label from 0 to 9 and all are 28 × 28: Fashion-MNIST, KMNIST
    /// and extracts load as well.</para>
    /// </remarks>
    /// <param name="path">A directory, or an <c>.npz</c> file with the arrays x_train, y_train, x_test and y_test.</param>
    /// <returns>The data set, in new tensors on each call.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">The directory lacks the files, or there is no such <c>.npz</c> file.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message says which, where and why.</exception>
    public static MnistData Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MnistFiles files = MnistFiles.Find(path);
        return files.Npz is { } npz ? ReadNpz(npz) : ReadIdx(part => (File.OpenRead(files[part]), files[part]));
    }

    // The training images are five sixths of the work; the other three parts are unpacked meanwhile.
    private static MnistData ReadIdx(Func<MnistPart, (Stream Stream, string Name)> open)
    {
        var parts = new Tensor<byte>[MnistPart.All.Count];
        var names = new string[parts.Length];
        try
        {
            Parallel.For(0, parts.Length, n => (parts[n], names[n]) = ReadPart(MnistPart.All[n], open));
        }
        catch (AggregateException several)
        {
            // One clear error is worth more than a bundle.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return Pair(parts, names);
    }

    private static (Tensor<byte> Elements, string Name) ReadPart(MnistPart part, Func<MnistPart, (Stream Stream, string Name)> open)
    {
        var (stream, name) = open(part);
        using (stream)
            return (IdxFile.Read(stream, name, lengths => part.CheckLengths(lengths, name)), name);
    }

    private static MnistData ReadNpz(string path)
    {
        using var archive = new NpzFile(path);
        var parts = new Tensor<byte>[MnistPart.All.Count];
        for (int n = 0; n < parts.Length; n++)
        {
            MnistPart part = MnistPart.All[n];
            parts[n] = archive.ReadBytes(part.Key, part.IsLabels, part.CheckLengths);
        }

        return Pair(parts, [.. MnistPart.All.Select(part => $"{path}, {part.Key}")]);
    }

    private static MnistData Pair(Tensor<byte>[] parts, string[] names)
    {
        for (int n = 0; n < parts.Length; n += 2)
            MnistPart.CheckPair(parts[n], names[n], parts[n + 1], names[n + 1]);
        return new MnistData(new(parts[0], parts[1]), new(parts[2], parts[3]));
    }

    private static (Stream Stream, string Name) OpenEmbedded(MnistPart part)
    {
        string name = $"mnist/{part.FileName}.gz";
        return (typeof(Mnist).Assembly.GetManifestResourceStream(name)!, $"the embedded {name}");
    }
}
