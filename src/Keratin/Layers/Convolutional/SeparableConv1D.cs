using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>1-D separable convolution: a depthwise one, then one of single steps that mixes the channels.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, newSteps, filters)</c>.</para>
/// <para><b>Weights</b> <c>depthwise_kernel (kernelSteps, channels, depthMultiplier)</c>, <c>pointwise_kernel (1, channels · depthMultiplier, filters)</c>,
/// <c>bias (filters,)</c>.</para>
/// <para>Chollet 2017, <i>Xception: Deep Learning with Depthwise Separable Convolutions</i>, arXiv:1610.02357.</para>
/// <para>Files of Keras 2 may have <see cref="Keratin.Padding.Causal"/>, which Keras 3 does not take here.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor signal = new Input(128, 3);                                        // (None, 128, 3)
/// KerasTensor maps = new SeparableConv1D(16, 5, "relu").Apply(signal);           // (None, 124, 16)
/// </code>
/// </example>
public sealed class SeparableConv1D : SeparableConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Steps that a depthwise filter covers.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public SeparableConv1D(int filters, int kernelSize, ActivationFunction? activation = null)
        : base(filters, [kernelSize], activation)
    {
    }

    private SeparableConv1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>Steps that a depthwise filter covers.</summary>
    public int KernelSize => KernelLengths[0];

    /// <summary>Steps of the depthwise window.</summary>
    public int Strides
    {
        get => StrideLengths[0];
        init => StrideLengths = [value];
    }

    /// <summary>Distance of the depthwise kernel's elements.</summary>
    public int DilationRate
    {
        get => DilationLengths[0];
        init => DilationLengths = [value];
    }

    private protected override bool AllowsCausal => true;

    internal static SeparableConv1D FromConfig(JsonObject config) => new(config);
}
