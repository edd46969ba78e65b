using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>1-D depthwise convolution: each channel is convolved by itself, with filters of its own.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, newSteps, channels · depthMultiplier)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelSteps, channels, depthMultiplier)</c>, <c>bias (channels · depthMultiplier,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor signal = new Input(128, 3);                                               // (None, 128, 3)
/// KerasTensor maps = new DepthwiseConv1D(5) { DepthMultiplier = 4 }.Apply(signal);      // (None, 124, 12)
/// </code>
/// </example>
public sealed class DepthwiseConv1D : DepthwiseConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="kernelSize">Steps that a filter covers.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public DepthwiseConv1D(int kernelSize, ActivationFunction? activation = null)
        : base([kernelSize], activation)
    {
    }

    private DepthwiseConv1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>Steps that a filter covers.</summary>
    public int KernelSize => KernelLengths[0];

    /// <summary>Steps of the window.</summary>
    public int Strides
    {
        get => StrideLengths[0];
        init => StrideLengths = [value];
    }

    /// <summary>Distance of the kernel's elements on the sequence.</summary>
    public int DilationRate
    {
        get => DilationLengths[0];
        init => DilationLengths = [value];
    }

    internal static DepthwiseConv1D FromConfig(JsonObject config) => new(config);
}
