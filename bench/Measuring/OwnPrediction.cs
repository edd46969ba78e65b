using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>Keratin's predictions through the public <c>Predict</c>: the one place that calls it.</summary>
internal sealed class OwnPrediction(Model model)
{
    private readonly Model _model = model;
    private readonly Tensor<byte> _all = TrainingData.TestImages();
    private readonly Tensor<byte> _one = FirstTestImages(1);

    /// <summary>The probabilities of one image.</summary>
    public void One() => _model.Predict(_one);

    /// <summary>The probabilities of all 10,000 test images.</summary>
    public void All(int batch) => _model.Predict(_all, batch);

    /// <summary>The probabilities of the first test images, one row behind the other.</summary>
    public float[] Probabilities(int count) => _model.Predict(FirstTestImages(count)).ToArray();

    private static Tensor<byte> FirstTestImages(int count)
    {
        byte[] pixels = TrainingData.TestImages().ToArray();
        return pixels[..(count * pixels.Length / TrainingData.TestCount)].ToTensor([count, 28, 28]);
    }
}
