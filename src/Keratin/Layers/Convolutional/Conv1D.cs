using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>1-D convolution: <c>activation(x ∗ kernel + bias)</c>, in the field's sense of cross-correlation.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, newSteps, filters)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelSteps, channels / groups, filters)</c>, <c>bias (filters,)</c>.</para>
/// <para>With <see cref="Keratin.Padding.Causal"/> no step sees a later one. van den Oord et al. 2016, <i>WaveNet</i>, arXiv:1609.03499.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor signal = new Input(128, 3);                          // (None, 128, 3)
/// KerasTensor maps = new Conv1D(16, 5, "relu").Apply(signal);      // (None, 124, 16)
/// </code>
/// </example>
public sealed class Conv1D : Convolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Steps that a filter covers.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv1D(int filters, int kernelSize, ActivationFunction? activation = null)
        : base(filters, [kernelSize], activation)
    {
    }

    private Conv1D(JsonObject config)
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

    /// <summary>Distance of the kernel's elements on the sequence. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public int DilationRate
    {
        get => DilationLengths[0];
        init => DilationLengths = [value];
    }

    private protected override bool AllowsCausal => true;

    internal static Conv1D FromConfig(JsonObject config) => new(config);
}
