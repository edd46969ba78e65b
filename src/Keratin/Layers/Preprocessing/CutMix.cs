using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training puts a rectangle of another image of the batch into each image at the same place, and gives both labels in the shares of their
/// areas; else leaves both as they are.</summary>
/// <remarks>
/// <para>
/// For each batch <c>alpha</c> is drawn from the factor's range, for each image w from the beta distribution with both parameters alpha. The rectangle has
/// <c>√(1 - w)</c> of the height and of the width, at a place that is drawn too, and w is the share of the image's own label.
/// </para>
/// <para><b>Input</b> images <c>(batch, height, width, channels)</c>, then labels <c>(batch, classes)</c>, or images alone. <b>Output</b> the same.</para>
/// <para>Yun, Han, Oh, Chun, Choe, Yoo: "CutMix: regularization strategy to train strong classifiers with localizable features", 2019.</para>
/// </remarks>
/// <param name="factor">From which alpha to which, from 0 to 1; one number means from 0 to it. 1 by default.</param>
/// <example><code>model.Fit(Batch.Split(x, Utils.ToCategorical(y), 64).Augment(new CutMix { Seed = 1 }), epochs: 5);</code></example>
public sealed class CutMix(Factor? factor = null) : MixingLayer
{
    // Keeps alpha above 0, as in Keras.
    private const float Tiny = 1e-6f;

    /// <summary>From which alpha to which.</summary>
    public Factor Factor { get; } = (factor ?? 1).Within(0, 1, nameof(factor));

    private protected override (KerasTensor Images, KerasTensor Share) Mix(KerasTensor images, KerasTensor others)
    {
        int batch = images.Shape[0], height = images.Shape[1], width = images.Shape[2];
        KerasTensor alpha = Random.Uniform([1], Factor.Lower, Factor.Upper) + Tiny;
        KerasTensor ratio = (1 - GammaNumbers.Beta(Random, [batch], alpha)).Sqrt();
        var (left, right) = Side(ratio, width);
        var (top, bottom) = Side(ratio, height);
        KerasTensor isOther = Between(left, right, width, 2) * Between(top, bottom, height, 1);
        return (isOther.Where(others, images), 1 - ((right - left) * (bottom - top) / ((float)width * height)));
    }

    private (KerasTensor First, KerasTensor Last) Side(KerasTensor ratio, int length)
    {
        KerasTensor size = ratio * length, first = Random.Uniform(ratio.Shape) * (length - size);
        return (first, first + size);
    }

    // 1 for the pixels along an axis from the one place to before the other.
    private static KerasTensor Between(KerasTensor first, KerasTensor last, int length, int axis)
    {
        Shape each = [first.Shape[0], 1, 1, 1];
        KerasTensor pixels = Ops.Arange(length).Reshape(Shape.Create([1, 1, 1, 1]).With(axis, length));
        return pixels.GreaterEqual(first.Reshape(each)) * last.Reshape(each).Greater(pixels);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
    }

    internal static CutMix FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]))
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
