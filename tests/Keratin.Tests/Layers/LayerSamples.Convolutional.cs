using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Convolutions and poolings.
internal static partial class LayerSamples
{
    private static (string Title, Func<Layer> Make, Shape[] Inputs)[] Convolutional() =>
    [
        ("Conv2D with channels first", () => new Conv2D(3, 2, "softmax") { DataFormat = DataFormat.ChannelsFirst }, [[2, 4, 5]]),
        ("Conv2D with constraints", () => new Conv2D(2, 2) { KernelConstraint = new MaxNorm(1, [0, 1, 2]), BiasConstraint = "non_neg", ActivityRegularizer = "l2" }, [[3, 4, 2]]),
        ("Conv1D", () => new Conv1D(3, 4, "tanh"), [[8, 2]]),
        ("Conv1D causal", () => new Conv1D(3, 2) { Padding = Padding.Causal, DilationRate = 2, KernelRegularizer = "l2" }, [[8, 2]]),
        ("Conv1D in groups", () => new Conv1D(4, 3) { Padding = Padding.Same, Strides = 2, Groups = 2, UseBias = false }, [[7, 4]]),
        ("Conv1D with channels first", () => new Conv1D(3, 4) { DataFormat = DataFormat.ChannelsFirst, Padding = Padding.Same }, [[2, 8]]),
        ("Conv3D", () => new Conv3D(3, 2, "relu") { BiasInitializer = new Constant(0.5f) }, [[3, 4, 3, 2]]),
        ("Conv3D with strides", () => new Conv3D(2, (2, 1, 3)) { Strides = (2, 1, 2), Padding = Padding.Same, BiasRegularizer = "l1" }, [[3, 4, 3, 2]]),
        ("Conv3D dilated", () => new Conv3D(2, 2) { DilationRate = (1, 2, 1), DataFormat = DataFormat.ChannelsFirst }, [[2, 3, 4, 3]]),
        ("Conv1DTranspose", () => new Conv1DTranspose(3, 4, "tanh") { Strides = 2 }, [[5, 2]]),
        ("Conv1DTranspose dilated", () => new Conv1DTranspose(3, 2) { DilationRate = 3, DataFormat = DataFormat.ChannelsFirst }, [[2, 5]]),
        ("Conv2DTranspose", () => new Conv2DTranspose(3, 3, "sigmoid") { Strides = 2, Padding = Padding.Same }, [[3, 4, 2]]),
        ("Conv2DTranspose with output padding",
            () => new Conv2DTranspose(3, (2, 5)) { Strides = (3, 2), Padding = Padding.Same, OutputPadding = (2, 1), KernelRegularizer = "l2" }, [[3, 4, 2]]),
        ("Conv2DTranspose without bias", () => new Conv2DTranspose(2, 3) { UseBias = false, KernelInitializer = "he_normal" }, [[3, 4, 2]]),
        ("Conv3DTranspose", () => new Conv3DTranspose(2, 2, "tanh") { Strides = (1, 2, 3), KernelConstraint = "max_norm" }, [[2, 3, 2, 2]]),
        ("Conv3DTranspose with output padding", () => new Conv3DTranspose(2, 3) { Strides = 2, Padding = Padding.Same, OutputPadding = 1 }, [[2, 3, 2, 2]]),
        ("DepthwiseConv1D", () => new DepthwiseConv1D(3, "tanh") { Padding = Padding.Same }, [[6, 4]]),
        ("DepthwiseConv1D with channels first", () => new DepthwiseConv1D(3) { DataFormat = DataFormat.ChannelsFirst, DepthMultiplier = 2 }, [[4, 6]]),
        ("DepthwiseConv2D", () => new DepthwiseConv2D(3, "sigmoid") { Padding = Padding.Same, DepthwiseRegularizer = "l2" }, [[5, 4, 3]]),
        ("DepthwiseConv2D with a multiplier", () => new DepthwiseConv2D((2, 3)) { DepthMultiplier = 3, Strides = 2, UseBias = false, DepthwiseConstraint = "unit_norm" }, [[5, 6, 2]]),
        ("DepthwiseConv2D of one channel", () => new DepthwiseConv2D(2) { DepthMultiplier = 2, DilationRate = 2, Strides = 2 }, [[6, 6, 1]]),
        ("SeparableConv1D", () => new SeparableConv1D(3, 2) { Padding = Padding.Causal }, [[6, 4]]),
        ("SeparableConv1D with a multiplier", () => new SeparableConv1D(3, 2, "tanh") { DepthMultiplier = 2, PointwiseRegularizer = "l1", PointwiseConstraint = "max_norm" }, [[6, 4]]),
        ("SeparableConv2D", () => new SeparableConv2D(3, 3, "sigmoid") { Padding = Padding.Same, DepthwiseInitializer = "he_uniform" }, [[5, 4, 2]]),
        ("SeparableConv2D with strides",
            () => new SeparableConv2D(3, 2) { Strides = 2, DepthMultiplier = 2, DataFormat = DataFormat.ChannelsFirst, BiasRegularizer = "l2" }, [[2, 5, 4]]),
    ];

    private static (string Title, Func<Layer> Make, Shape[] Inputs)[] Poolings() =>
    [
        ("MaxPooling1D", () => new MaxPooling1D(), [[7, 2]]),
        ("MaxPooling1D overlapping", () => new MaxPooling1D(3) { Strides = 2, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst }, [[2, 7]]),
        ("MaxPooling2D with channels first", () => new MaxPooling2D((2, 3)) { DataFormat = DataFormat.ChannelsFirst }, [[2, 4, 6]]),
        ("MaxPooling3D", () => new MaxPooling3D(), [[4, 5, 2, 3]]),
        ("MaxPooling3D overlapping", () => new MaxPooling3D((2, 3, 1)) { Strides = (1, 2, 2), Padding = Padding.Same }, [[4, 5, 2, 3]]),
        ("AveragePooling1D", () => new AveragePooling1D(3), [[7, 2]]),
        ("AveragePooling1D overlapping", () => new AveragePooling1D(3) { Strides = 2, Padding = Padding.Same }, [[8, 2]]),
        ("AveragePooling3D", () => new AveragePooling3D((1, 2, 2)) { DataFormat = DataFormat.ChannelsFirst }, [[3, 4, 5, 2]]),
        ("AveragePooling3D overlapping", () => new AveragePooling3D(3) { Strides = 2, Padding = Padding.Same }, [[4, 5, 2, 3]]),
        ("GlobalMaxPooling1D", () => new GlobalMaxPooling1D(), [[5, 3]]),
        ("GlobalMaxPooling2D", () => new GlobalMaxPooling2D { DataFormat = DataFormat.ChannelsFirst }, [[3, 4, 2]]),
        ("GlobalMaxPooling3D", () => new GlobalMaxPooling3D { KeepDims = true }, [[2, 3, 4, 2]]),
        ("GlobalAveragePooling1D", () => new GlobalAveragePooling1D(), [[5, 3]]),
        ("GlobalAveragePooling1D with channels first", () => new GlobalAveragePooling1D { DataFormat = DataFormat.ChannelsFirst, KeepDims = true }, [[3, 5]]),
        ("GlobalAveragePooling3D", () => new GlobalAveragePooling3D(), [[2, 3, 4, 2]]),
        ("AdaptiveMaxPooling1D", () => new AdaptiveMaxPooling1D(3), [[7, 2]]),
        ("AdaptiveMaxPooling2D", () => new AdaptiveMaxPooling2D((2, 3)), [[5, 7, 2]]),
        ("AdaptiveMaxPooling3D", () => new AdaptiveMaxPooling3D((2, 3, 1)) { DataFormat = DataFormat.ChannelsFirst }, [[2, 3, 4, 5]]),
        ("AdaptiveAveragePooling1D", () => new AdaptiveAveragePooling1D(4) { DataFormat = DataFormat.ChannelsFirst }, [[2, 7]]),
        ("AdaptiveAveragePooling2D", () => new AdaptiveAveragePooling2D(3), [[5, 7, 2]]),
        ("AdaptiveAveragePooling3D", () => new AdaptiveAveragePooling3D(2), [[3, 4, 5, 2]]),
    ];
}
