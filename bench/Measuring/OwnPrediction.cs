using Keratin.Models;

namespace Keratin.Bench.Measuring;

/// <summary>Keratin's predictions through the public <c>Predict</c>, from floats into memory of the caller's own: the one place that calls it.</summary>
/// <param name="model">The model.</param>
/// <param name="many">Images of a long prediction.</param>
internal sealed class OwnPrediction(Model model, int many = 1)
{
    private const int Pixels = 28 * 28;

    private readonly Model _model = model;
    private readonly float[] _many = FirstTestImages(many);
    private readonly float[] _one = FirstTestImages(1);
    private readonly float[] _probabilities = new float[many * Programs.Classes];

    /// <summary>The probabilities of one image.</summary>
    public void One() => _model.Predict(_one, _probabilities.AsSpan(0, Programs.Classes));

    /// <summary>The probabilities of many images.</summary>
    public void Many(int batch) => _model.Predict(_many, _probabilities.AsSpan(), batch);

    /// <summary>The probabilities of the first test images, one row behind the other.</summary>
    public float[] Probabilities(int count)
    {
        float[] probabilities = new float[count * Programs.Classes];
        _model.Predict(FirstTestImages(count), probabilities.AsSpan());
        return probabilities;
    }

    private static float[] FirstTestImages(int count)
    {
        float[] images = new float[count * Pixels];
        TensorPrimitives.ConvertTruncating(TrainingData.TestImages().AsFlatSpan()[..images.Length], images.AsSpan());
        return images;
    }
}
