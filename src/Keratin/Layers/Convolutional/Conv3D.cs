using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>3-D convolution: <c>activation(x ∗ kernel + bias)</c>, in the field's sense of cross-correlation.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, filters)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelDepth, kernelHeight, kernelWidth, channels / groups, filters)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor scan = new Input(16, 32, 32, 1);                     // (None, 16, 32, 32, 1)
/// KerasTensor maps = new Conv3D(8, 3, "relu").Apply(scan);         // (None, 14, 30, 30, 8)
/// </code>
/// </example>
public sealed class Conv3D : Convolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Depth, height and width of a filter: <c>3</c> or <c>(1, 3, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv3D(int filters, Size3D kernelSize, ActivationFunction? activation = null)
        : base(filters, kernelSize.Lengths, activation)
    {
    }

    private Conv3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    /// <summary>Depth, height and width of a filter.</summary>
    public Size3D KernelSize => Size3D.Of(KernelLengths);

    /// <summary>Steps of the window.</summary>
    public Size3D Strides
    {
        get => Size3D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }

    /// <summary>Distance of the kernel's elements on the volume. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public Size3D DilationRate
    {
        get => Size3D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static Conv3D FromConfig(JsonObject config) => new(config);
}
