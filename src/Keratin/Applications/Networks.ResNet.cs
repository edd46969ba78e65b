using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Applications;

public static partial class Networks
{
    // As Keras writes it; a thousandth more than the paper's 1e-5.
    private const float NormalizationEpsilon = 1.001e-5f;

    // What a stage is made of: x, filters, the stride, whether the shortcut is a convolution, the block's name.
    private delegate KerasTensor ResidualBlock(KerasTensor x, int filters, int stride, bool projects, string name);

    /// <summary>ResNet-18: eight residual blocks of two convolutions. 11,699,112 parameters, 11,689,512 of them trained.</summary>
    /// <remarks>
    /// <para>The original, as in the paper's table 1: convolutions without biases, as a normalization follows each. Keras has no such network; layers are
    /// called as those of <see cref="ResNet50"/>. Kernels begin with <see cref="Initializers.HeNormal"/>.</para>
    /// <para>He, Zhang, Ren, Sun: "Deep residual learning for image recognition", 2015.</para>
    /// </remarks>
    /// <inheritdoc cref="ResNet50"/>
    /// <example><code>Model photos = Networks.ResNet18();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model ResNet18(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "resnet18") =>
        ResNet("ResNet18", Basic, [2, 2, 2, 2], useBias: false, includeTop, inputShape, pooling, classes, classifierActivation, name);

    /// <summary>ResNet-34: sixteen residual blocks of two convolutions. 21,814,696 parameters, 21,797,672 of them trained.</summary>
    /// <inheritdoc cref="ResNet18"/>
    /// <example><code>Model photos = Networks.ResNet34();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model ResNet34(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "resnet34") =>
        ResNet("ResNet34", Basic, [3, 4, 6, 3], useBias: false, includeTop, inputShape, pooling, classes, classifierActivation, name);

    /// <summary>ResNet-50: sixteen residual blocks with a bottleneck of 1 × 1, 3 × 3 and 1 × 1. 25,636,712 parameters.</summary>
    /// <remarks>
    /// <para>Keras' network to the layer: convolutions have biases, blocks that halve the image do so in their first convolution of 1 × 1.
    /// <see cref="ImageNet.PreprocessInput"/> with <c>"caffe"</c> makes of photos what its published weights expect.</para>
    /// <para><b>Layers</b> <c>conv1_pad</c>, <c>conv1_conv</c>, <c>conv1_bn</c>, <c>conv1_relu</c>, <c>pool1_pad</c>, <c>pool1_pool</c>, then blocks such as
    /// <c>conv2_block1</c> with <c>_0_conv</c> and <c>_0_bn</c> on the shortcut of the first block of a stage, <c>_1_conv</c>, <c>_1_bn</c>, <c>_1_relu</c>, …,
    /// <c>_add</c> and <c>_out</c>; <c>avg_pool</c> and <c>predictions</c>.</para>
    /// <para>He, Zhang, Ren, Sun: "Deep residual learning for image recognition", 2015.</para>
    /// </remarks>
    /// <param name="includeTop">Whether the pooling and the dense layer at the end are there.</param>
    /// <param name="inputShape">Shape of one image, at least 32 × 32; <c>(224, 224, 3)</c> by default.</param>
    /// <param name="pooling">Without the top: <c>"avg"</c> or <c>"max"</c> of each channel; null leaves the images of features.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="classifierActivation">Keras' name of what the last layer applies; null for its bare sums.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="ShapeException">The input shape is no image, or too small.</exception>
    /// <example><code>Model photos = Networks.ResNet50();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model ResNet50(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "resnet50") =>
        ResNet("ResNet50", Bottleneck, [3, 4, 6, 3], useBias: true, includeTop, inputShape, pooling, classes, classifierActivation, name);

    /// <summary>ResNet-101: as <see cref="ResNet50"/>, with 23 blocks in the third stage. 44,707,176 parameters.</summary>
    /// <inheritdoc cref="ResNet50"/>
    /// <example><code>Model photos = Networks.ResNet101();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model ResNet101(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "resnet101") =>
        ResNet("ResNet101", Bottleneck, [3, 4, 23, 3], useBias: true, includeTop, inputShape, pooling, classes, classifierActivation, name);

    /// <summary>ResNet-152: as <see cref="ResNet50"/>, with 8 blocks in the second stage and 36 in the third. 60,419,944 parameters.</summary>
    /// <inheritdoc cref="ResNet50"/>
    /// <example><code>Model photos = Networks.ResNet152();   // (None, 224, 224, 3) -> (None, 1000)</code></example>
    public static Model ResNet152(
        bool includeTop = true, Shape? inputShape = null, string? pooling = null, int classes = ImageNetClasses,
        string? classifierActivation = "softmax", string name = "resnet152") =>
        ResNet("ResNet152", Bottleneck, [3, 8, 36, 3], useBias: true, includeTop, inputShape, pooling, classes, classifierActivation, name);

    private static Model ResNet(
        string who, ResidualBlock block, int[] blocks, bool useBias, bool includeTop, Shape? inputShape, string? pooling, int classes,
        string? classifierActivation, string name)
    {
        KerasTensor images = Images(who, inputShape, [224, 224, 3], smallest: 32);
        KerasTensor x = new ZeroPadding2D(3) { Name = "conv1_pad" }.Apply(images);
        x = new Conv2D(64, 7) { Strides = 2, UseBias = useBias, KernelInitializer = KernelsFor(useBias), Name = "conv1_conv" }.Apply(x);
        x = new Activation("relu") { Name = "conv1_relu" }.Apply(Normalized("conv1_bn", x));
        x = new MaxPooling2D(3) { Strides = 2, Name = "pool1_pool" }.Apply(new ZeroPadding2D(1) { Name = "pool1_pad" }.Apply(x));
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            int filters = 64 << stage;
            for (int n = 1; n <= blocks[stage]; n++)
            {
                // The first of a stage halves the image and has more channels than came in; the poolings have halved it for the first stage.
                bool isFirst = n == 1;
                bool projects = isFirst && (stage > 0 || block == Bottleneck);
                x = block(x, filters, isFirst && stage > 0 ? 2 : 1, projects, $"conv{stage + 2}_block{n}");
            }
        }
        if (!includeTop)
            return new Model(images, Pooled(who, x, pooling, "avg_pool", "max_pool"), name);
        x = new GlobalAveragePooling2D { Name = "avg_pool" }.Apply(x);
        return new Model(images, Classifier(x, classes, classifierActivation), name);
    }

    // The shortcut first, as in Keras: the order of a model's layers, which weight files follow, begins with it.
    private static KerasTensor Bottleneck(KerasTensor x, int filters, int stride, bool projects, string name)
    {
        KerasTensor shortcut = projects ? Convolved(x, 4 * filters, 1, stride, $"{name}_0", useBias: true) : x;
        KerasTensor y = Convolved(x, filters, 1, stride, $"{name}_1", useBias: true);
        y = Convolved(new Activation("relu") { Name = $"{name}_1_relu" }.Apply(y), filters, 3, 1, $"{name}_2", useBias: true);
        y = Convolved(new Activation("relu") { Name = $"{name}_2_relu" }.Apply(y), 4 * filters, 1, 1, $"{name}_3", useBias: true);
        return Joined(name, shortcut, y);
    }

    private static KerasTensor Basic(KerasTensor x, int filters, int stride, bool projects, string name)
    {
        KerasTensor shortcut = projects ? Convolved(x, filters, 1, stride, $"{name}_0", useBias: false) : x;
        return Joined(name, shortcut, TwoConvolutions(x, filters, stride, name));
    }

    private static KerasTensor TwoConvolutions(KerasTensor x, int filters, int stride, string name)
    {
        KerasTensor y = Convolved(x, filters, 3, stride, $"{name}_1", useBias: false);
        return Convolved(new Activation("relu") { Name = $"{name}_1_relu" }.Apply(y), filters, 3, 1, $"{name}_2", useBias: false);
    }

    private static KerasTensor Joined(string name, KerasTensor shortcut, KerasTensor y) =>
        new Activation("relu") { Name = $"{name}_out" }.Apply(new Add { Name = $"{name}_add" }.Apply(shortcut, y));

    private static KerasTensor Convolved(KerasTensor x, int filters, int size, int stride, string name, bool useBias)
    {
        // Keras says "valid" of 1 × 1, where both are the same, and files repeat it.
        var convolution = new Conv2D(filters, size)
        {
            Strides = stride,
            Padding = size == 1 ? Padding.Valid : Padding.Same,
            UseBias = useBias,
            KernelInitializer = KernelsFor(useBias),
            Name = $"{name}_conv",
        };
        return Normalized($"{name}_bn", convolution.Apply(x));
    }

    // Keras' networks have biases and begin as all its layers do; the paper's have none.
    private static Initializers.Initializer KernelsFor(bool useBias) => useBias ? "glorot_uniform" : "he_normal";

    private static KerasTensor Normalized(string name, KerasTensor x) =>
        new BatchNormalization { Axis = 3, Epsilon = NormalizationEpsilon, Name = name }.Apply(x);
}
