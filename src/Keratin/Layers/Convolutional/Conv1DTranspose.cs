using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>1-D transposed convolution, from the small to the large: the gradient of a convolution on its sequences, taken forward.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, steps, channels)</c>. <b>Output</b> <c>(batch, newSteps, filters)</c>, along each axis <c>in·s</c> with Same
/// padding and <c>(in - 1)·s + max(k, s)</c> without; <see cref="OutputPadding"/> says otherwise.</para>
/// <para><b>Weights</b> <c>kernel (kernelSteps, filters, channels)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor code = new Input(7, 64);                                                                 // (None, 7, 64)
/// KerasTensor longer = new Conv1DTranspose(32, 5) { Strides = 2, Padding = Padding.Same }.Apply(code); // (None, 14, 32)
/// </code>
/// </example>
public sealed class Conv1DTranspose : TransposedConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Steps that a filter covers.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv1DTranspose(int filters, int kernelSize, ActivationFunction? activation = null)
        : base(filters, [kernelSize], activation)
    {
    }

    private Conv1DTranspose(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>Steps that a filter covers.</summary>
    public int KernelSize => KernelLengths[0];

    /// <summary>How far apart neighbours lay their kernels on the result.</summary>
    public int Strides
    {
        get => StrideLengths[0];
        init => StrideLengths = [value];
    }

    /// <summary>Zeros behind the result, fewer than <see cref="Strides"/>; null for what the class says.</summary>
    /// <remarks>
    /// With it the result has <c>(in - 1)·s + span + outputPadding</c> positions, with Same padding <c>(in - 1)·s + span mod 2 + outputPadding</c>,
    /// where <c>span = (k - 1)·d + 1</c>.
    /// </remarks>
    public int? OutputPadding
    {
        get => OutputPaddings is null ? null : OutputPaddings[0];
        init => OutputPaddings = value is { } zeros ? [zeros] : null;
    }

    /// <summary>Distance of the kernel's elements on the result. Above 1 only where the strides are 1.</summary>
    public int DilationRate
    {
        get => DilationLengths[0];
        init => DilationLengths = [value];
    }

    internal static Conv1DTranspose FromConfig(JsonObject config) => new(config);
}
