using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Convolutional long short-term memory over a sequence of volumes: see <see cref="ConvLSTM"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, depth, height, width, channels)</c>, perhaps followed by the states h and c before the first step, of the
/// output's shape. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, filters)</c>, or with <see cref="RNN.ReturnSequences"/> that of each time
/// step; with <see cref="RNN.ReturnState"/> h and c after the last step follow.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor y = new ConvLSTM3D(4, 3).Apply(new Input(5, 8, 8, 8, 1));   // (None, 6, 6, 6, 4)
/// </code>
/// </example>
public sealed class ConvLSTM3D : ConvLSTM
{
    /// <summary>A layer.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Depth, height and width of a filter.</param>
    public ConvLSTM3D(int filters, Size3D kernelSize)
        : base(filters, kernelSize.Lengths)
    {
    }

    private ConvLSTM3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    /// <summary>Depth, height and width of a filter.</summary>
    public Size3D KernelSize => Size3D.Of(Window.KernelSize);

    /// <summary>Steps of the window on the input.</summary>
    public Size3D Strides
    {
        get => Size3D.Of(Window.Strides);
        init => Window.Strides = value.Lengths;
    }

    /// <summary>Distance of the kernel's elements on the input. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public Size3D DilationRate
    {
        get => Size3D.Of(Window.DilationRate);
        init => Window.DilationRate = value.Lengths;
    }

    internal static new ConvLSTM3D FromConfig(JsonObject config) => new(config);
}
