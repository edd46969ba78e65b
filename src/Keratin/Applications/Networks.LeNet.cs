using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    /// <summary>LeNet-5, which read digits on cheques: two convolutions, each averaged over 2 × 2, and three dense layers; tanh throughout. 61,706 parameters.</summary>
    /// <remarks>
    /// <para><b>As published</b> it takes 28 × 28 digits in the middle of 32 × 32 pixels. As usual since then, C3 sees all six maps of S2 (in the paper each
    /// filter sees some of them), averages have no factor to learn, and the output is a softmax instead of radial basis functions.</para>
    /// <para><b>Layers</b> <c>c1</c> 6 filters of 5 × 5 (156 parameters), <c>s2</c>, <c>c3</c> 16 of 5 × 5 (2,416), <c>s4</c>, <c>c5</c> 120 of 5 × 5 (48,120),
    /// <c>f6</c> 84 units (10,164), <c>output</c> (850).</para>
    /// <para>LeCun, Bottou, Bengio, Haffner: "Gradient-based learning applied to document recognition", 1998.</para>
    /// </remarks>
    /// <param name="inputShape">Shape of one image, at least 32 × 32; <c>(32, 32, 1)</c> by default.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layer applies; null for its bare sums.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <example><code>Model digits = Networks.LeNet5();   // (None, 32, 32, 1) -> (None, 10)</code></example>
    public static Model LeNet5(Shape? inputShape = null, int classes = 10, string? classifierActivation = "softmax", string name = "lenet5")
    {
        KerasTensor images = Images("LeNet5", inputShape, [32, 32, 1], smallest: 32);
        KerasTensor x = new AveragePooling2D(2) { Name = "s2" }.Apply(new Conv2D(6, 5, "tanh") { Name = "c1" }.Apply(images));
        x = new AveragePooling2D(2) { Name = "s4" }.Apply(new Conv2D(16, 5, "tanh") { Name = "c3" }.Apply(x));
        x = new Flatten { Name = "flatten" }.Apply(new Conv2D(120, 5, "tanh") { Name = "c5" }.Apply(x));
        x = new Dense(84, "tanh") { Name = "f6" }.Apply(x);
        return new Model(images, Classifier(x, classes, classifierActivation, "output"), name);
    }
}
