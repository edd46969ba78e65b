using System.Text.Json;
using Keratin.Datasets;
using Keratin.Digits.Imaging;

namespace Keratin.Tests.Digits;

public class HandwritingTests
{
    [SharedFact]
    public void Every_drawing_is_read_and_normalized()
    {
        var drawings = Drawings();
        foreach (var (path, label) in drawings)
        {
            Assert.Matches("^[0-9]+$", label);
            float[] field = DigitNormalizerTests.Normalize(ImageFile.Read(path));
            Assert.True(field.Max() > 0.9f, path);
        }

        Assert.NotEmpty(drawings);
    }

    // No model is needed to see whether what comes out looks like MNIST: the nearest training image does. Measured: 9 of 10.
    [SharedFact]
    public void What_comes_out_looks_like_its_digit_in_MNIST()
    {
        var (pixels, labels) = TrainingSet();
        var single = Drawings().Where(drawing => drawing.Label.Length == 1).ToArray();
        int hits = single.Count(drawing => Nearest(DigitNormalizerTests.Normalize(ImageFile.Read(drawing.Path)), pixels, labels) == int.Parse(drawing.Label));
        Assert.True(hits >= 0.87 * single.Length, $"{hits} of {single.Length}");
    }

    [SharedFact]
    public void Photos_as_JPEG_are_refused_by_name()
    {
        foreach (string path in Directory.EnumerateFiles(SharedFiles.At("fixtures/handwriting"), "*.jpg", SearchOption.AllDirectories))
        {
            var error = Assert.Throws<InvalidDataException>(() => ImageFile.Read(path));
            Assert.EndsWith("got:      JPEG\n  hint:     convert it to PNG", error.Message, StringComparison.Ordinal);
        }
    }

    private static List<(string Path, string Label)> Drawings()
    {
        using JsonDocument all = JsonDocument.Parse(File.ReadAllText(SharedFiles.At("fixtures/handwriting/labels.json")));
        return [.. all.RootElement.EnumerateArray()
            .Select(entry => (SharedFiles.At($"fixtures/{entry.GetProperty("file").GetString()}"), entry.GetProperty("label").ToString()))
            .Where(drawing => drawing.Item1.EndsWith(".png", StringComparison.Ordinal) || drawing.Item1.EndsWith(".pgm", StringComparison.Ordinal))];
    }

    private static (float[] Pixels, Tensor<byte> Labels) TrainingSet()
    {
        var (images, labels) = Mnist.Load().Train;
        return ([.. DigitNormalizerTests.Pixels(images).Select(pixel => pixel / 255f)], labels);
    }

    private static int Nearest(float[] field, float[] pixels, Tensor<byte> labels)
    {
        var (nearest, least) = (0, float.MaxValue);
        for (int n = 0; n < labels.FlattenedLength; n++)
        {
            float distance = TensorPrimitives.Distance<float>(field, pixels.AsSpan(784 * n, 784));
            if (distance < least)
                (nearest, least) = (n, distance);
        }

        return labels[nearest];
    }
}
