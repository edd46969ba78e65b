using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Convolutional long short-term memory over a sequence of images: see <see cref="ConvLSTM"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, height, width, channels)</c>, perhaps followed by the states h and c before the first step, of the output's
/// shape. <b>Output</b> <c>(batch, newHeight, newWidth, filters)</c>, or with <see cref="RNN.ReturnSequences"/> that of each time step; with
/// <see cref="RNN.ReturnState"/> h and c after the last step follow.</para>
/// </remarks>
/// <example>
/// <code>
/// // A film of 10 images.
/// KerasTensor y = new ConvLSTM2D(8, 3) { Padding = Padding.Same, ReturnSequences = true }.Apply(new Input(10, 40, 40, 1));   // (None, 10, 40, 40, 8)
/// </code>
/// </example>
public sealed class ConvLSTM2D : ConvLSTM
{
    /// <summary>A layer.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Height and width of a filter: <c>3</c> or <c>(5, 3)</c>.</param>
    public ConvLSTM2D(int filters, Size2D kernelSize)
        : base(filters, kernelSize.Lengths)
    {
    }

    private ConvLSTM2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of a filter.</summary>
    public Size2D KernelSize => Size2D.Of(Window.KernelSize);

    /// <summary>Steps of the window on the input.</summary>
    public Size2D Strides
    {
        get => Size2D.Of(Window.Strides);
        init => Window.Strides = value.Lengths;
    }

    /// <summary>Distance of the kernel's elements on the input. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public Size2D DilationRate
    {
        get => Size2D.Of(Window.DilationRate);
        init => Window.DilationRate = value.Lengths;
    }

    internal static new ConvLSTM2D FromConfig(JsonObject config) => new(config);
}
