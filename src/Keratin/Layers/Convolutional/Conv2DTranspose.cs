using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>2-D transposed convolution, from the small to the large: the gradient of a convolution on its images, taken forward.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, filters)</c>, along each axis <c>in·s</c> with Same
/// padding and <c>(in - 1)·s + max(k, s)</c> without; <see cref="OutputPadding"/> says otherwise.</para>
/// <para><b>Weights</b> <c>kernel (kernelHeight, kernelWidth, filters, channels)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor code = new Input(7, 7, 64);                                                              // (None, 7, 7, 64)
/// KerasTensor larger = new Conv2DTranspose(32, 5) { Strides = 2, Padding = Padding.Same }.Apply(code); // (None, 14, 14, 32)
/// </code>
/// </example>
public sealed class Conv2DTranspose : TransposedConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Height and width of a filter: <c>3</c> or <c>(5, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv2DTranspose(int filters, Size2D kernelSize, ActivationFunction? activation = null)
        : base(filters, kernelSize.Lengths, activation)
    {
    }

    private Conv2DTranspose(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of a filter.</summary>
    public Size2D KernelSize => Size2D.Of(KernelLengths);

    /// <summary>How far apart neighbours lay their kernels on the result.</summary>
    public Size2D Strides
    {
        get => Size2D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }

    /// <summary>Zeros behind the result, fewer than <see cref="Strides"/> along each axis; null for what the class says.</summary>
    /// <remarks>
    /// With it the result has <c>(in - 1)·s + span + outputPadding</c> positions, with Same padding <c>(in - 1)·s + span mod 2 + outputPadding</c>,
    /// where <c>span = (k - 1)·d + 1</c>.
    /// </remarks>
    public Size2D? OutputPadding
    {
        get => OutputPaddings is null ? null : Size2D.Of(OutputPaddings);
        init => OutputPaddings = value is { } zeros ? zeros.Lengths : null;
    }

    /// <summary>Distance of the kernel's elements on the result. Above 1 only where the strides are 1.</summary>
    public Size2D DilationRate
    {
        get => Size2D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static Conv2DTranspose FromConfig(JsonObject config) => new(config);
}
