using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>2-D convolution: <c>activation(x ∗ kernel + bias)</c>, in the field's sense of cross-correlation.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, filters)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelHeight, kernelWidth, channels / groups, filters)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor image = new Input(28, 28, 1);                        // (None, 28, 28, 1)
/// KerasTensor maps = new Conv2D(32, 5, "relu").Apply(image);       // (None, 24, 24, 32)
/// </code>
/// </example>
public sealed class Conv2D : Convolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Height and width of a filter: <c>3</c> or <c>(5, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv2D(int filters, Size2D kernelSize, ActivationFunction? activation = null)
        : base(filters, kernelSize.Lengths, activation)
    {
    }

    private Conv2D(JsonObject config)
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

    /// <summary>Distance of the kernel's elements on the image. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public Size2D DilationRate
    {
        get => Size2D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static Conv2D FromConfig(JsonObject config) => new(config);
}
