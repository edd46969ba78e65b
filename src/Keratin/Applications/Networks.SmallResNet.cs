using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    /// <summary>ResNet-20 for small images: three stages of three residual blocks, of 16, 32 and 64 filters. 271,098 parameters for CIFAR-10, 269,722 of them trained.</summary>
    /// <remarks>
    /// <para>As in section 4.2 of the paper: convolutions of 3 × 3 without biases, each followed by batch normalization; the first block of the second and
    /// the third stage halves the image. Shortcuts have no weights there either: every second pixel, and zeros for the channels that are new.</para>
    /// <para><b>Layers</b> <c>conv1_conv</c>, <c>conv1_bn</c>, <c>conv1_relu</c>, blocks such as <c>conv2_block1</c> with the endings of <see cref="ResNet50"/>,
    /// <c>avg_pool</c>, <c>predictions</c>.</para>
    /// <para>He, Zhang, Ren, Sun: "Deep residual learning for image recognition", 2015.</para>
    /// </remarks>
    /// <param name="inputShape">Shape of one image, at least 8 × 8; <c>(32, 32, 3)</c> by default.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layer applies; null for its bare sums.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <example><code>Model digits = Networks.ResNet20(inputShape: [28, 28, 1]);   // (None, 28, 28, 1) -> (None, 10)</code></example>
    public static Model ResNet20(Shape? inputShape = null, int classes = 10, string? classifierActivation = "softmax", string name = "resnet20")
    {
        KerasTensor images = Images("ResNet20", inputShape, [32, 32, 3], smallest: 8);
        KerasTensor x = new Activation("relu") { Name = "conv1_relu" }.Apply(Convolved(images, 16, 3, 1, "conv1", useBias: false));
        for (int stage = 0; stage < 3; stage++)
        {
            for (int n = 1; n <= 3; n++)
            {
                int filters = 16 << stage, stride = n == 1 && stage > 0 ? 2 : 1;
                string block = $"conv{stage + 2}_block{n}";
                x = Joined(block, stride == 1 ? x : EverySecondPixel(x, filters, block), TwoConvolutions(x, filters, stride, block));
            }
        }
        x = new GlobalAveragePooling2D { Name = "avg_pool" }.Apply(x);
        return new Model(images, Classifier(x, classes, classifierActivation), name);
    }

    // Option A of the paper: a pooling with windows of one pixel picks; the zeros lie on both sides of the channels.
    private static KerasTensor EverySecondPixel(KerasTensor x, int filters, string name)
    {
        int missing = filters - x.Shape[^1];
        KerasTensor picked = new MaxPooling2D(1) { Strides = 2, Name = $"{name}_0_pool" }.Apply(x);
        return picked.Pad(-1, missing / 2, missing - missing / 2);
    }
}
