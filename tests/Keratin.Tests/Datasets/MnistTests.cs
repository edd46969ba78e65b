using System.IO.Compression;
using System.Security.Cryptography;
using Keratin.Datasets;

namespace Keratin.Tests.Datasets;

public class MnistTests
{
    private static readonly Lazy<MnistData> s_mnist = new(Mnist.Load);

    // The values of data/mnist/README.md.
    [Theory]
    [InlineData("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb")]
    [InlineData("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624")]
    [InlineData("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea")]
    [InlineData("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637")]
    public void The_embedded_files_are_the_originals(string file, string md5)
    {
        using Stream packed = typeof(Mnist).Assembly.GetManifestResourceStream($"mnist/{file}.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
#pragma warning disable CA5351 // MD5 guards no secret here: it is the sum the files are known by
        Assert.Equal(md5, Convert.ToHexStringLower(MD5.HashData(unpacked)));
#pragma warning restore CA5351
    }

    [Fact]
    public void It_deconstructs_as_in_Keras()
    {
        var ((xTrain, yTrain), (xTest, yTest)) = s_mnist.Value;
        Assert.Equal([60000, 28, 28], xTrain.Lengths.ToArray());
        Assert.Equal([60000], yTrain.Lengths.ToArray());
        Assert.Equal([10000, 28, 28], xTest.Lengths.ToArray());
        Assert.Equal([10000], yTest.Lengths.ToArray());
        Assert.Equal((60000, 10000), (s_mnist.Value.Train.Count, s_mnist.Value.Test.Count));
    }

    [Fact]
    public void The_first_labels_are_the_known_ones()
    {
        Assert.Equal([5, 0, 4, 1, 9], Values(s_mnist.Value.Train.Labels)[..5]);
        Assert.Equal([7, 2, 1, 0, 4], Values(s_mnist.Value.Test.Labels)[..5]);
    }

    [Fact]
    public void Each_digit_occurs_as_often_as_it_should()
    {
        int[] counts = [.. Values(s_mnist.Value.Train.Labels).CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], counts);
    }

    [Fact]
    public void The_mean_pixel_is_the_known_one()
    {
        // 0.1307, the mean every tutorial normalizes with.
        Assert.Equal(0.1307, Values(s_mnist.Value.Train.Images).Average(pixel => pixel) / 255, 4);
    }

    [Fact]
    public void What_a_caller_changes_the_next_one_does_not_see()
    {
        Tensor<byte> labels = Mnist.Load().Test.Labels;
        labels.Fill(8);
        Assert.Equal(7, Mnist.Load().Test.Labels[0]);
    }

    internal static byte[] Values(Tensor<byte> tensor)
    {
        byte[] values = new byte[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}
