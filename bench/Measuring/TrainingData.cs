using Keratin.Data;
using Keratin.Datasets;

namespace Keratin.Bench.Measuring;

/// <summary>The first images of MNIST with targets as a program wants them.</summary>
internal static class TrainingData
{
    private static readonly Lazy<MnistData> s_mnist = new(Mnist.Load);

    /// <summary>Images of the training part; there are 60,000.</summary>
    public const int All = 60000;

    /// <summary>Images of the test part.</summary>
    public const int TestCount = 10000;

    public static (Samples X, Samples Y) Take(NetworkProgram program, int count)
    {
        byte[] pixels = s_mnist.Value.Train.Images.AsFlatSpan()[..(count * Mnist.Side * Mnist.Side)].ToArray();
        Tensor<byte> some = s_mnist.Value.Train.Labels.AsFlatSpan()[..count].ToArray().ToTensor([count]);
        Samples y = program.IsSparse ? some : Utils.ToCategorical(some, Programs.Classes);
        return (pixels.ToTensor([count, Mnist.Side, Mnist.Side]), y);
    }

    /// <summary>The images to test with, as bytes.</summary>
    public static Tensor<byte> TestImages() => s_mnist.Value.Test.Images;
}
