using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>3-D transposed convolution, from the small to the large: the gradient of a convolution on its volumes, taken forward.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, filters)</c>, along each axis <c>in·s</c> with Same
/// padding and <c>(in - 1)·s + max(k, s)</c> without; <see cref="OutputPadding"/> says otherwise.</para>
/// <para><b>Weights</b> <c>kernel (kernelDepth, kernelHeight, kernelWidth, filters, channels)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor code = new Input(4, 7, 7, 64);                                                           // (None, 4, 7, 7, 64)
/// KerasTensor larger = new Conv3DTranspose(32, 3) { Strides = 2, Padding = Padding.Same }.Apply(code); // (None, 8, 14, 14, 32)
/// </code>
/// </example>
public sealed class Conv3DTranspose : TransposedConvolution
{
    /// <summary>Makes the layer; its weights follow when it first meets an input.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Depth, height and width of a filter: <c>3</c> or <c>(1, 3, 3)</c>.</param>
    /// <param name="activation">Applied last; linear by default.</param>
    public Conv3DTranspose(int filters, Size3D kernelSize, ActivationFunction? activation = null)
        : base(filters, kernelSize.Lengths, activation)
    {
    }

    private Conv3DTranspose(JsonObject config)
        : base(config, rank: 3)
    {
    }

    /// <summary>Depth, height and width of a filter.</summary>
    public Size3D KernelSize => Size3D.Of(KernelLengths);

    /// <summary>How far apart neighbours lay their kernels on the result.</summary>
    public Size3D Strides
    {
        get => Size3D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }

    /// <summary>Zeros behind the result, fewer than <see cref="Strides"/> along each axis; null for what the class says.</summary>
    /// <remarks>
    /// With it the result has <c>(in - 1)·s + span + outputPadding</c> positions, with Same padding <c>(in - 1)·s + span mod 2 + outputPadding</c>,
    /// where <c>span = (k - 1)·d + 1</c>.
    /// </remarks>
    public Size3D? OutputPadding
    {
        get => OutputPaddings is null ? null : Size3D.Of(OutputPaddings);
        init => OutputPaddings = value is { } zeros ? zeros.Lengths : null;
    }

    /// <summary>Distance of the kernel's elements on the result. Above 1 only where the strides are 1.</summary>
    public Size3D DilationRate
    {
        get => Size3D.Of(DilationLengths);
        init => DilationLengths = value.Lengths;
    }

    internal static Conv3DTranspose FromConfig(JsonObject config) => new(config);
}
