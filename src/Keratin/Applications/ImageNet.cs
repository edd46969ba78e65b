namespace Keratin.Applications;

/// <summary>What networks trained on ImageNet's photos expect.</summary>
public static class ImageNet
{
    // Means and standard deviations of ImageNet's pixels, as Caffe and PyTorch round them.
    private static readonly float[] s_meansOfBgr = [103.939f, 116.779f, 123.68f];
    private static readonly float[] s_means = [0.485f, 0.456f, 0.406f], s_deviations = [0.229f, 0.224f, 0.225f];

    /// <summary>Makes of pixels from 0 to 255 what a network was trained with: Keras' <c>preprocess_input</c>.</summary>
    /// <remarks>
    /// <c>"caffe"</c>, for VGG and ResNet: red and blue change places, then each channel loses ImageNet's mean, <c>(103.939, 116.779, 123.68)</c>.
    /// <c>"torch"</c>: <c>(x / 255 - mean) / deviation</c> with <c>(0.485, 0.456, 0.406)</c> and <c>(0.229, 0.224, 0.225)</c>.
    /// <c>"tf"</c>: <c>x / 127.5 - 1</c>.
    /// </remarks>
    /// <param name="images">Pixels, the last axis red, green and blue; any axes before it. It is not changed.</param>
    /// <param name="mode"><c>caffe</c>, <c>torch</c> or <c>tf</c>.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="ShapeException">The last axis has not three channels.</exception>
    /// <exception cref="ArgumentException">The mode is none of the three.</exception>
    /// <example><code>Tensor&lt;float&gt; probabilities = Networks.ResNet50().Predict(ImageNet.PreprocessInput(photos));</code></example>
    public static Tensor<float> PreprocessInput(Tensor<float> images, string mode = "caffe")
    {
        ArgumentNullException.ThrowIfNull(images);
        Shape shape = images.Shape();
        if (mode is not ("caffe" or "torch" or "tf"))
            throw new ArgumentException($"PreprocessInput: expected mode caffe, torch or tf; got '{mode}'.", nameof(mode));
        if (mode != "tf" && shape[^1] != 3)
            throw new ShapeException("PreprocessInput", "images (…, height, width, 3), their channels red, green and blue", $"{shape}");
        float[] pixels = new float[shape.Elements];
        images.FlattenTo(pixels);
        if (mode == "tf")
            ToUnit(pixels);
        else
        {
            for (int i = 0; i < pixels.Length; i += 3)
                Center(pixels.AsSpan(i, 3), isCaffe: mode == "caffe");
        }
        return pixels.ToTensor(shape);
    }

    private static void ToUnit(Span<float> pixels)
    {
        foreach (ref float pixel in pixels)
            pixel = (pixel / 127.5f) - 1;
    }

    private static void Center(Span<float> pixel, bool isCaffe)
    {
        if (isCaffe)
            (pixel[0], pixel[2]) = (pixel[2], pixel[0]);
        for (int c = 0; c < 3; c++)
            pixel[c] = isCaffe ? pixel[c] - s_meansOfBgr[c] : ((pixel[c] / 255) - s_means[c]) / s_deviations[c];
    }
}
