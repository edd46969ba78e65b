using System.Runtime.InteropServices;

namespace Keratin.Datasets;

// One of the four arrays a data set in MNIST's format consists of: what it is called, and what it must look like.
internal sealed record MnistPart(string Key, string Stem, bool IsLabels)
{
    // Images before their labels, training before test: Pair in Mnist relies on this order.
    public static IReadOnlyList<MnistPart> All { get; } =
    [
        new("x_train", "train-images", IsLabels: false),
        new("y_train", "train-labels", IsLabels: true),
        new("x_test", "t10k-images", IsLabels: false),
        new("y_test", "t10k-labels", IsLabels: true),
    ];

    public string FileName => $"{Stem}-{Suffix}";

    // In the order in which they are tried.
    public IEnumerable<string> FileNames => [FileName, $"{FileName}.gz", $"{Stem}.{Suffix}", $"{Stem}.{Suffix}.gz"];

    private string Suffix => IsLabels ? "idx1-ubyte" : "idx3-ubyte";

    public void CheckLengths(int[] lengths, string name)
    {
        if (IsLabels && lengths is not [> 0])
            throw BadFile.Of(name, "these are no labels", "(count,), count at least 1", IdxFile.Text(lengths), HintForLabels(lengths));
        if (!IsLabels && lengths is not [> 0, Mnist.Side, Mnist.Side])
        {
            throw BadFile.Of(name, "these are no MNIST images", "(count, 28, 28), count at least 1", IdxFile.Text(lengths),
                HintForImages(lengths));
        }
    }

    public static void CheckPair(Tensor<byte> images, string imagesName, Tensor<byte> labels, string labelsName)
    {
        if (images.Lengths[0] != labels.Lengths[0])
        {
            throw BadFile.Of(labelsName, "images and labels do not belong together",
                $"{images.Lengths[0]} labels, one per image in {imagesName}", $"{labels.Lengths[0]}",
                "one of the two may be of another data set");
        }

        int wrong = MemoryMarshal.CreateReadOnlySpan(ref labels.GetPinnableReference(), (int)labels.FlattenedLength)
            .IndexOfAnyExceptInRange((byte)0, (byte)(Mnist.Classes - 1));
        if (wrong >= 0)
            throw BadFile.Of($"{labelsName}, label {wrong}", "no label of ten classes", "0 to 9", $"{labels[wrong]}");
    }

    private static string? HintForLabels(int[] lengths) => lengths is [_, Mnist.Side, Mnist.Side]
        ? "these look like images; the files may have changed places" : null;

    private static string? HintForImages(int[] lengths) => lengths switch
    {
        [_] => "these look like labels; the files may have changed places",
        [_, Mnist.Side, Mnist.Side, _] => "drop the channel axis",
        [_, _, _] => "scale the images to 28 × 28",
        _ => null,
    };
}
