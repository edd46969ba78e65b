using Keratin.Cpu;
using Keratin.Data;
using Keratin.Datasets;
using Keratin.Models;

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

    /// <summary>Images of noise, and classes, for networks that are too large for MNIST.</summary>
    public static (Samples X, Samples Y) Noise(Shape images, int count, int classes)
    {
        var random = new Random(1);
        float[] pixels = new float[images.With(0, count).Elements], labels = new float[count];
        foreach (ref float pixel in pixels.AsSpan())
            pixel = (random.NextSingle() * 2) - 1;
        foreach (ref float label in labels.AsSpan())
            label = random.Next(classes);
        return (pixels.ToTensor(images.With(0, count)), labels.ToTensor([count]));
    }

    /// <summary>The plan of a training step, or of an evaluating one, with so many samples.</summary>
    public static CpuPlan Plan(Model model, NetworkProgram program, int batch, bool training = true)
    {
        Shape images = model.InputShapes[0].With(0, batch);
        Samples x = new float[images.Elements].ToTensor(images);
        Samples y = new float[program.IsSparse ? batch : batch * Programs.Classes].ToTensor(program.Targets.With(0, batch));
        Feed feed = Feed.Create(model, [x], [y], "bench");
        return (CpuPlan)new StepFunctions(model, feed).Plan(training, feed, batch).Plan;
    }

    /// <summary>The images to test with, as bytes.</summary>
    public static Tensor<byte> TestImages() => s_mnist.Value.Test.Images;
}
