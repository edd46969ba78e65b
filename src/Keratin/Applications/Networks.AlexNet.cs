using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    /// <summary>AlexNet, which won ImageNet's challenge of 2012: five convolutions, three poolings that overlap, three dense layers. 62,378,344 parameters.</summary>
    /// <remarks>
    /// <para><b>One tower</b>: the paper's network was cut in two for the memory of its two cards; here every filter sees all channels. Local response
    /// normalization is left out. Kernels begin with <see cref="Initializers.HeNormal"/>, with which it learns without the paper's biases of 1.</para>
    /// <para><b>Layers</b> <c>conv1</c> 96 filters of 11 × 11 in steps of 4, <c>pool1</c>, <c>conv2</c> 256 of 5 × 5, <c>pool2</c>, <c>conv3</c> and <c>conv4</c> 384 of
    /// 3 × 3, <c>conv5</c> 256 of 3 × 3, <c>pool5</c>, <c>flatten</c>, <c>fc6</c> and <c>fc7</c> of 4096 units, each with half of them dropped in training,
    /// <c>predictions</c>.</para>
    /// <para>Krizhevsky, Sutskever, Hinton: "ImageNet classification with deep convolutional neural networks", 2012.</para>
    /// </remarks>
    /// <param name="includeTop">Whether the dense layers are there.</param>
    /// <param name="inputShape">Shape of one image, at least 67 × 67; <c>(227, 227, 3)</c> by default.</param>
    /// <param name="pooling">Without the top: <c>"avg"</c> or <c>"max"</c> of each channel; null leaves the images of features.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layer applies; null for its bare sums.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <example><code>Model photos = Networks.AlexNet();   // (None, 227, 227, 3) -> (None, 1000)</code></example>
    public static Model AlexNet(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "alexnet")
    {
        KerasTensor images = Images("AlexNet", inputShape, [227, 227, 3], smallest: 67);
        KerasTensor x = Overlapping("pool1", Rectified("conv1", 96, 11, images, stride: 4, Padding.Valid));
        x = Overlapping("pool2", Rectified("conv2", 256, 5, x));
        x = Rectified("conv4", 384, 3, Rectified("conv3", 384, 3, x));
        x = Overlapping("pool5", Rectified("conv5", 256, 3, x));
        if (!includeTop)
            return new Model(images, Pooled("AlexNet", x, pooling), name);
        x = new Flatten { Name = "flatten" }.Apply(x);
        foreach (string layer in (string[])["fc6", "fc7"])
        {
            x = new Dense(4096, "relu") { Name = layer, KernelInitializer = "he_normal" }.Apply(x);
            x = new Dropout(0.5f) { Name = $"{layer}_dropout" }.Apply(x);
        }
        return new Model(images, Classifier(x, classes, classifierActivation), name);
    }

    private static KerasTensor Overlapping(string name, KerasTensor x) => new MaxPooling2D(3) { Strides = 2, Name = name }.Apply(x);

    // A convolution with a bias and ReLU, as networks had them before batch normalization.
    private static KerasTensor Rectified(string name, int filters, int size, KerasTensor x, int stride = 1, Padding padding = Padding.Same) =>
        new Conv2D(filters, size, "relu") { Strides = stride, Padding = padding, KernelInitializer = "he_normal", Name = name }.Apply(x);
}
