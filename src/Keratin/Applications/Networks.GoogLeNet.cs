using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    // Filters of each module, in the columns of the paper's table 1: 1 × 1, before 3 × 3, 3 × 3, before 5 × 5, 5 × 5, behind the pooling.
    private static readonly (string Name, int[] Filters)[] s_inceptions =
    [
        ("3a", [64, 96, 128, 16, 32, 32]), ("3b", [128, 128, 192, 32, 96, 64]),
        ("4a", [192, 96, 208, 16, 48, 64]), ("4b", [160, 112, 224, 24, 64, 64]), ("4c", [128, 128, 256, 24, 64, 64]),
        ("4d", [112, 144, 288, 32, 64, 64]), ("4e", [256, 160, 320, 32, 128, 128]),
        ("5a", [256, 160, 320, 32, 128, 128]), ("5b", [384, 192, 384, 48, 128, 128]),
    ];

    /// <summary>GoogLeNet, also called Inception v1: nine modules that look at each place through windows of three sizes. 6,998,552 parameters.</summary>
    /// <remarks>
    /// <para><b>Auxiliary classifiers</b> hang on the modules 4a and 4d and bring gradients to the lower layers. With them the model has three outputs:
    /// the main one, then theirs; the paper adds their losses with a weight of 0.3 and drops them after training. They have 3,188,840 and 3,190,888 parameters
    /// more at 224 × 224 pixels. Local response normalization is left out.</para>
    /// <para><b>Layers</b> <c>conv1_7x7</c>, <c>pool1</c>, <c>conv2_3x3_reduce</c>, <c>conv2_3x3</c>, <c>pool2</c>, then for each module, say 3a,
    /// <c>inception_3a_1x1</c>, <c>_3x3_reduce</c>, <c>_3x3</c>, <c>_5x5_reduce</c>, <c>_5x5</c>, <c>_pool</c>, <c>_pool_proj</c> and <c>_output</c>, which joins
    /// them; <c>pool3</c> and <c>pool4</c> between the threes, fours and fives; <c>avg_pool</c>, <c>dropout</c>, <c>predictions</c>.</para>
    /// <para><b>Where the number comes from.</b> Convolutions with their biases: 9,472 + 4,160 + 110,784 before the modules; in these 163,696, 388,736, 376,176,
    /// 449,160, 510,104, 605,376, 868,352, 1,043,456 and 1,444,080; 1,025,000 in the last layer. Together 6,998,552.</para>
    /// <para>Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: "Going deeper with convolutions", 2014.</para>
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is there.</param>
    /// <param name="inputShape">Shape of one image, at least 32 × 32 (with auxiliary classifiers 65 × 65); <c>(224, 224, 3)</c> by default.</param>
    /// <param name="pooling">Without the top: <c>"avg"</c> or <c>"max"</c> of each channel; null leaves the images of features.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layers apply; null for their bare sums.</param>
    /// <param name="auxiliary">Whether there are two more outputs, of the auxiliary classifiers. They belong to the top.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <exception cref="ArgumentException">Auxiliary classifiers are wanted without the top.</exception>
    /// <example><code>Model photos = Networks.GoogLeNet();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model GoogLeNet(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", bool auxiliary = false, string name = "googlenet")
    {
        if (auxiliary && !includeTop)
            throw new ArgumentException("GoogLeNet: expected auxiliary classifiers with the top only; got includeTop false.", nameof(auxiliary));
        // Sixteen times smaller, the images have to fill a window of 5 × 5 under the auxiliary classifiers.
        KerasTensor images = Images("GoogLeNet", inputShape, [224, 224, 3], smallest: auxiliary ? 65 : 32);
        KerasTensor x = Halved("pool1", Rectified("conv1_7x7", 64, 7, images, stride: 2));
        x = Halved("pool2", Rectified("conv2_3x3", 192, 3, Rectified("conv2_3x3_reduce", 64, 1, x)));

        var outputs = new List<KerasTensor>();
        foreach (var (module, filters) in s_inceptions)
        {
            x = Inception($"inception_{module}", filters, x);
            if (auxiliary && module is "4a" or "4d")
                outputs.Add(AuxiliaryClassifier($"loss{outputs.Count + 1}", x, classes, classifierActivation));
            x = module switch
            {
                "3b" => Halved("pool3", x),
                "4e" => Halved("pool4", x),
                _ => x,
            };
        }
        if (!includeTop)
            return new Model(images, Pooled("GoogLeNet", x, pooling, "avg_pool", "max_pool"), name);
        x = new Dropout(0.4f) { Name = "dropout" }.Apply(new GlobalAveragePooling2D { Name = "avg_pool" }.Apply(x));
        return new Model([images], [Classifier(x, classes, classifierActivation), .. outputs], name);
    }

    private static KerasTensor Halved(string name, KerasTensor x) =>
        new MaxPooling2D(3) { Strides = 2, Padding = Padding.Same, Name = name }.Apply(x);

    private static KerasTensor Inception(string name, int[] filters, KerasTensor x)
    {
        KerasTensor one = Rectified($"{name}_1x1", filters[0], 1, x);
        KerasTensor three = Rectified($"{name}_3x3", filters[2], 3, Rectified($"{name}_3x3_reduce", filters[1], 1, x));
        KerasTensor five = Rectified($"{name}_5x5", filters[4], 5, Rectified($"{name}_5x5_reduce", filters[3], 1, x));
        KerasTensor pooled = new MaxPooling2D(3) { Strides = 1, Padding = Padding.Same, Name = $"{name}_pool" }.Apply(x);
        pooled = Rectified($"{name}_pool_proj", filters[5], 1, pooled);
        return new Concatenate { Name = $"{name}_output" }.Apply(one, three, five, pooled);
    }

    private static KerasTensor AuxiliaryClassifier(string name, KerasTensor x, int classes, string? activation)
    {
        x = new AveragePooling2D(5) { Strides = 3, Name = $"{name}_pool" }.Apply(x);
        x = new Flatten { Name = $"{name}_flatten" }.Apply(Rectified($"{name}_conv", 128, 1, x));
        x = new Dense(1024, "relu") { KernelInitializer = "he_normal", Name = $"{name}_fc" }.Apply(x);
        return Classifier(new Dropout(0.7f) { Name = $"{name}_dropout" }.Apply(x), classes, activation, $"{name}_predictions");
    }
}
