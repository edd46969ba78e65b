using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>2-D depthwise convolution: each channel is convolved by itself, with filters of its own.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels · depthMultiplier)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelHeight, kernelWidth, channels, depthMultiplier)</c>, <c>bias (channels · depthMultiplier,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor image = new Input(28, 28, 8);                                             // (None, 28, 28, 8)
/// KerasTensor maps = new DepthwiseConv2D(3) { Padding = Padding.Same }.Apply(image);    // (None, 28, 28, 8)
/// </code>
/// </example>
public sealed class DepthwiseConv2D : DepthwiseConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="kernelSize">Height and width of a filter: <c>3</c> or <c>(5, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public DepthwiseConv2D(Size2D kernelSize, ActivationFunction? activation = null)
        : base(kernelSize.Lengths, activation)
    {
    }

    private DepthwiseConv2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of a filter.</summary>
    public Size2D KernelSize => Size2D.Of(KernelLengths);

    /// <summary>Steps of the window.</summary>
    public Size2D Strides
    {
        get => Size2D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }

    /// <summary>Distance of the kernel's elements on the image.</summary>
    public Size2D DilationRate
    {
        get => Size2D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static DepthwiseConv2D FromConfig(JsonObject config) => new(config);
}
