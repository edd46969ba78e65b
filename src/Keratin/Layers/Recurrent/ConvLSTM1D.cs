using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Convolutional long short-term memory over a sequence of sequences: see <see cref="ConvLSTM"/> for the formula and the weights.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, time, steps, channels)</c>, perhaps followed by the states h and c before the first step, of the output's shape.
/// <b>Output</b> <c>(batch, newSteps, filters)</c>, or with <see cref="RNN.ReturnSequences"/> that of each time step; with
/// <see cref="RNN.ReturnState"/> h and c after the last step follow.</para>
/// </remarks>
/// <example>
/// <code>
/// KerasTensor y = new ConvLSTM1D(8, 3).Apply(new Input(10, 64, 2));   // (None, 62, 8)
/// </code>
/// </example>
public sealed class ConvLSTM1D : ConvLSTM
{
    /// <summary>A layer.</summary>
    /// <param name="filters">Number of filters, at least 1.</param>
    /// <param name="kernelSize">Steps that a filter covers.</param>
    public ConvLSTM1D(int filters, int kernelSize)
        : base(filters, [kernelSize])
    {
    }

    private ConvLSTM1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>Steps that a filter covers.</summary>
    public int KernelSize => Window.KernelSize[0];

    /// <summary>Steps of the window on the input.</summary>
    public int Strides
    {
        get => Window.Strides[0];
        init => Window.Strides = [value];
    }

    /// <summary>Distance of the kernel's elements on the input. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public int DilationRate
    {
        get => Window.DilationRate[0];
        init => Window.DilationRate = [value];
    }

    internal static new ConvLSTM1D FromConfig(JsonObject config) => new(config);
}
