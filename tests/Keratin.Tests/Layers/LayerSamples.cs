using Keratin.Initializers;
using Keratin.Layers;
using Keratin.Regularizers;

namespace Keratin.Tests.Layers;

/// <summary>For each layer a few ways to make it and the shapes of one sample of its inputs. A new layer gets a line here.</summary>
internal static partial class LayerSamples
{
    public static IReadOnlyList<(string Title, Func<Layer> Make, Shape[] Inputs)> All { get; } =
    [
        ("Dense", () => new Dense(3, "tanh"), [[4]]),
        ("Dense of rows", () => new Dense(3) { UseBias = false, KernelRegularizer = new L2(0.25f), KernelInitializer = "he_normal" }, [[2, 4]]),
        ("Conv2D", () => new Conv2D(2, 3, "sigmoid") { Padding = Padding.Same, BiasInitializer = new Constant(0.5f) }, [[5, 5, 2]]),
        ("Conv2D in groups", () => new Conv2D(4, (2, 3)) { Strides = (2, 1), Groups = 2, BiasRegularizer = new L1(0.5f) }, [[6, 5, 2]]),
        ("Conv2D dilated", () => new Conv2D(2, 2) { DilationRate = 2, UseBias = false, KernelRegularizer = new L1L2(0.25f, 0.5f) }, [[5, 5, 1]]),
        ("MaxPooling2D", () => new MaxPooling2D(), [[4, 6, 2]]),
        ("MaxPooling2D overlapping", () => new MaxPooling2D(3) { Strides = (2, 1), Padding = Padding.Same }, [[5, 5, 2]]),
        ("AveragePooling2D", () => new AveragePooling2D((2, 3)), [[4, 6, 2]]),
        ("AveragePooling2D overlapping", () => new AveragePooling2D(3) { Strides = 2, Padding = Padding.Same }, [[5, 5, 2]]),
        ("GlobalAveragePooling2D", () => new GlobalAveragePooling2D(), [[3, 4, 2]]),
        ("GlobalAveragePooling2D keeping axes", () => new GlobalAveragePooling2D { KeepDims = true }, [[3, 4, 2]]),
        .. Convolutional(),
        .. Poolings(),
        ("Flatten", () => new Flatten(), [[2, 3, 2]]),
        ("Reshape", () => new Reshape(3, -1), [[6]]),
        ("Dropout", () => new Dropout(0.5f) { Seed = 3 }, [[8]]),
        ("Dropout of nothing", () => new Dropout(0), [[8]]),
        ("Activation", () => new Activation("softplus"), [[4]]),
        ("ReLU", () => new ReLU(), [[4]]),
        ("ReLU with all extras", () => new ReLU { MaxValue = 0.5f, NegativeSlope = 0.25f, Threshold = 0.125f }, [[4, 2]]),
        ("Softmax", () => new Softmax(), [[4]]),
        ("Softmax along axis 1", () => new Softmax(1), [[4, 2]]),
        ("BatchNormalization", () => new BatchNormalization(), [[4]]),
        ("BatchNormalization of axis 1", () => new BatchNormalization { Axis = 1, Momentum = 0.5f, Epsilon = 0.25f, GammaInitializer = new Constant(2) }, [[3, 2, 2]]),
        ("BatchNormalization without gamma and beta", () => new BatchNormalization { Scale = false, Center = false }, [[3, 3, 2]]),
        .. Preprocessing,
        .. Elements,
        .. Recurrent,
        .. Attentions,
        ("Add", () => new Add(), [[4], [4]]),
        ("Add of three", () => new Add(), [[4, 2], [4, 2], [4, 2]]),
        ("Concatenate", () => new Concatenate(), [[4], [3]]),
        ("Concatenate along axis 1", () => new Concatenate(1), [[4, 2], [3, 2]]),
    ];

    public static TheoryData<string> Titles => [.. All.Select(sample => sample.Title)];

    public static (Layer Layer, Shape[] Inputs) Make(string title)
    {
        var (_, make, inputs) = All.Single(sample => sample.Title == title);
        return (make(), inputs);
    }
}
