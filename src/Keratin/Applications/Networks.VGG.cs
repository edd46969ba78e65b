using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    /// <summary>VGG16: thirteen convolutions of 3 × 3 in five blocks, each halved by a pooling, and three dense layers. 138,357,544 parameters.</summary>
    /// <remarks>
    /// <para><b>Layers</b> are called as in Keras: <c>block1_conv1</c> … <c>block5_pool</c>, <c>flatten</c>, <c>fc1</c>, <c>fc2</c>, <c>predictions</c>.
    /// <see cref="ImageNet.PreprocessInput"/> with <c>"caffe"</c> makes of photos what its published weights expect.</para>
    /// <para>Simonyan, Zisserman: "Very deep convolutional networks for large-scale image recognition", 2014, configuration D.</para>
    /// </remarks>
    /// <param name="includeTop">Whether the dense layers are there.</param>
    /// <param name="inputShape">Shape of one image, at least 32 × 32; <c>(224, 224, 3)</c> by default.</param>
    /// <param name="pooling">Without the top: <c>"avg"</c> or <c>"max"</c> of each channel; null leaves the images of features.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layer applies; null for its bare sums.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <example><code>Model photos = Networks.VGG16();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model VGG16(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "vgg16") =>
        VGG("VGG16", [2, 2, 3, 3, 3], includeTop, inputShape, pooling, classes, classifierActivation, name);

    /// <summary>VGG19: as <see cref="VGG16"/>, with four convolutions in each of the last three blocks. 143,667,240 parameters.</summary>
    /// <remarks><para>Simonyan, Zisserman: "Very deep convolutional networks for large-scale image recognition", 2014, configuration E.</para></remarks>
    /// <inheritdoc cref="VGG16"/>
    /// <example><code>Model photos = Networks.VGG19();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model VGG19(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "vgg19") =>
        VGG("VGG19", [2, 2, 4, 4, 4], includeTop, inputShape, pooling, classes, classifierActivation, name);

    private static Model VGG(
        string who, int[] convolutions, bool includeTop, Shape? inputShape, string? pooling, int classes, string? classifierActivation, string name)
    {
        KerasTensor images = Images(who, inputShape, [224, 224, 3], smallest: 32), x = images;
        for (int block = 0; block < convolutions.Length; block++)
        {
            int filters = Math.Min(64 << block, 512);
            for (int n = 1; n <= convolutions[block]; n++)
                x = new Conv2D(filters, 3, "relu") { Padding = Padding.Same, Name = $"block{block + 1}_conv{n}" }.Apply(x);
            x = new MaxPooling2D(2) { Name = $"block{block + 1}_pool" }.Apply(x);
        }
        if (!includeTop)
            return new Model(images, Pooled(who, x, pooling), name);
        x = new Flatten { Name = "flatten" }.Apply(x);
        x = new Dense(4096, "relu") { Name = "fc2" }.Apply(new Dense(4096, "relu") { Name = "fc1" }.Apply(x));
        return new Model(images, Classifier(x, classes, classifierActivation), name);
    }
}
