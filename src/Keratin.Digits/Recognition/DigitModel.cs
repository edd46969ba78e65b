using Keratin.Activations;
using Keratin.Data;
using Keratin.Digits.Imaging;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Digits.Recognition;

/// <summary>A model that tells ten digits apart, whatever shape and scale of images it takes and whether it ends in a softmax or not.</summary>
/// <remarks>
/// <para>Models with the inputs <c>(None, 28, 28)</c>, <c>(None, 28, 28, 1)</c> and <c>(None, 784)</c> are taken.</para>
/// <para>A model that begins with a <c>Rescaling</c> of bytes is given 0 to 255; any other is given 0 to 1, as most tutorials train
/// theirs. Where that guess is wrong the scale can be said.</para>
/// </remarks>
/// <example>
/// <code>
/// var digits = new DigitModel(Models.Load("model.keras"));
/// float[] probabilities = digits.Recognize(ImageFile.Read("seven.png"));
/// </code>
/// </example>
public sealed class DigitModel
{
    private const int Side = DigitNormalizer.Side;
    private const int BatchSize = 256;

    // Bytes to -1 … 1 is a factor of 1/127; a model for 0 … 1 that shifts to -1 … 1 has a factor of 2.
    private const float LargestByteFactor = 0.1f;

    private readonly Model _model;
    private readonly bool _isFlat;
    private readonly bool? _areLogits;

    /// <summary>Looks at how a model wants its images.</summary>
    /// <param name="model">The model, built.</param>
    /// <param name="scale">How large its pixels are; by default that is found out.</param>
    /// <exception cref="ShapeException">The model takes something else than images of 28 × 28, or does not give ten numbers.</exception>
    public DigitModel(Model model, PixelScale? scale = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(model);
        _model = model;
        _isFlat = model.InputShapes[0].Rank == 2;
        _areLogits = AreLogits(model);
        Scale = scale ?? ScaleOf(model);
    }

    /// <summary>How large the pixels are that the model is given.</summary>
    public PixelScale Scale { get; }

    /// <summary>The probabilities of the ten digits for each image.</summary>
    /// <param name="images">Shape <c>(count, 28, 28)</c>, 0 to 255, white on black.</param>
    /// <param name="cancellationToken">Asked before each batch.</param>
    /// <returns>Shape <c>(count, 10)</c>.</returns>
    public Tensor<float> Recognize(Tensor<byte> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        byte[] pixels = images.ToArray();
        if (Scale == PixelScale.Raw)
            return Predict(Tensor.Create(pixels, Lengths(images.Lengths[0])), cancellationToken);
        return Predict(Tensor.Create(Array.ConvertAll(pixels, pixel => pixel / 255f), Lengths(images.Lengths[0])), cancellationToken);
    }

    /// <summary>The probabilities of the ten digits for one picture, which is normalized as MNIST's images are.</summary>
    /// <param name="image">Any size, dark on light or light on dark.</param>
    /// <returns>Ten numbers that sum to 1.</returns>
    /// <exception cref="InvalidDataException">There is no digit in the picture.</exception>
    public float[] Recognize(GrayImage image)
    {
        float[] pixels = DigitNormalizer.Normalize(image).ToArray();
        if (Scale == PixelScale.Raw)
            pixels = Array.ConvertAll(pixels, pixel => pixel * 255);
        float[] probabilities = new float[Probabilities.Classes];
        _model.Predict(Tensor.Create(pixels, Lengths(1)), probabilities);
        Probabilities.Normalize(probabilities, _areLogits);
        return probabilities;
    }

    private Tensor<float> Predict(Samples images, CancellationToken cancellationToken) =>
        Probabilities.Of(_model.Predict(images, BatchSize, cancellationToken: cancellationToken), _areLogits);

    // A missing channel axis is added by Predict.
    private nint[] Lengths(nint count) => _isFlat ? [count, Side * Side] : [count, Side, Side];

    private static void Check(Model model)
    {
        if (model.InputShapes is not [Shape input] || !IsImage([.. input]))
        {
            throw new ShapeException($"{model}", "one input of (None, 28, 28), (None, 28, 28, 1) or (None, 784)",
                model.InputShapes.Count == 0 ? "a model that is not built" : string.Join(", ", model.InputShapes));
        }
        if (model.OutputShape is not [_, Probabilities.Classes])
            throw new ShapeException($"{model}", "one output of (None, 10), a number for each digit", $"{model.OutputShape}");
    }

    private static bool IsImage(int[] shape) => shape is [_, Side * Side] || (shape is [_, _, _] or [_, _, _, 1] && IsSide(shape[1]) && IsSide(shape[2]));

    private static bool IsSide(int length) => length is Side or Shape.Unknown;

    private static PixelScale ScaleOf(Model model) =>
        FirstThatComputes(model) is Rescaling { Scale.Number: < LargestByteFactor } ? PixelScale.Raw : PixelScale.Unit;

    // The input and layers that only reshape do not matter; a model inside may begin the model.
    private static Layer? FirstThatComputes(Model model) => model.Layers.FirstOrDefault(layer => layer is not (Input or Reshape or Flatten)) switch
    {
        Model inner => FirstThatComputes(inner),
        var layer => layer,
    };

    // What the last layer says of itself; null where it says nothing, and the numbers have to tell.
    private static bool? AreLogits(Model model) => (model.Layers.Count > 0 ? model.Layers[^1] : null) switch
    {
        Model inner => AreLogits(inner),
        Dense dense => AreLogits(dense.Activation),
        Activation layer => AreLogits(layer.Function),
        Softmax => false,
        _ => null,
    };

    private static bool? AreLogits(ActivationFunction activation) => activation.Name switch
    {
        "linear" => true,
        "softmax" or "sigmoid" => false,
        _ => null,
    };
}
