using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>2-D separable convolution: a depthwise one, then one of single pixels that mixes the channels.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, filters)</c>.</para>
/// <para><b>Weights</b> <c>depthwise_kernel (kernelHeight, kernelWidth, channels, depthMultiplier)</c>, <c>pointwise_kernel (1, 1, channels · depthMultiplier, filters)</c>,
/// <c>bias (filters,)</c>.</para>
/// <para>Chollet 2017, <i>Xception: Deep Learning with Depthwise Separable Convolutions</i>, arXiv:1610.02357.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor image = new Input(28, 28, 8);                                      // (None, 28, 28, 8)
/// KerasTensor maps = new SeparableConv2D(32, 3, "relu").Apply(image);            // (None, 26, 26, 32)
/// </code>
/// </example>
public sealed class SeparableConv2D : SeparableConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Height and width of a depthwise filter: <c>3</c> or <c>(5, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public SeparableConv2D(int filters, Size2D kernelSize, ActivationFunction? activation = null)
        : base(filters, kernelSize.Lengths, activation)
    {
    }

    private SeparableConv2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of a depthwise filter.</summary>
    public Size2D KernelSize => Size2D.Of(KernelLengths);

    /// <summary>Steps of the depthwise window.</summary>
    public Size2D Strides
    {
        get => Size2D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }

    /// <summary>Distance of the depthwise kernel's elements.</summary>
    public Size2D DilationRate
    {
        get => Size2D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static SeparableConv2D FromConfig(JsonObject config) => new(config);
}
