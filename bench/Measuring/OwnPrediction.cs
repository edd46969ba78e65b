using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>Keratin's predictions through the public <c>Predict</c>: the one place that calls it.</summary>
/// <param name="model">The model.</param>
/// <param name="many">Images of a long prediction.</param>
internal sealed class OwnPrediction(Model model, int many = 1)
{
    private readonly Model _model = model;
    private readonly Tensor<byte> _many = FirstTestImages(many);
    private readonly Tensor<byte> _one = FirstTestImages(1);

    /// <summary>The probabilities of one image.</summary>
    public void One() => _model.Predict(_one);

    /// <summary>The probabilities of many images.</summary>
    public void Many(int batch) => _model.Predict(_many, batch);

    /// <summary>The probabilities of the first test images, one row behind the other.</summary>
    public float[] Probabilities(int count) => _model.Predict(FirstTestImages(count)).ToArray();

    private static Tensor<byte> FirstTestImages(int count) =>
        TrainingData.TestImages().AsFlatSpan()[..(count * 28 * 28)].ToArray().ToTensor([count, 28, 28]);
}
