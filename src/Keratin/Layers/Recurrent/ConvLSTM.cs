using System.Text.Json.Nodes;
using Keratin.Activations;

namespace Keratin.Layers;

/// <summary>Long short-term memory whose inputs and states are sequences, images or volumes, and whose products are convolutions.</summary>
/// <remarks>
/// <para>With <c>z = x ∗ kernel + bias + h ∗ recurrent_kernel</c> in the parts i, f, c, o and σ the recurrent activation:
/// <c>c' = σ(z_f)·c + σ(z_i)·activation(z_c)</c>, <c>h' = σ(z_o)·activation(c')</c>. Strides, padding and dilation are those of the input's convolution;
/// the state's has strides of 1 and padding same.</para>
/// <para><b>Weights</b> <c>kernel (…, channels, 4 · filters)</c>, <c>recurrent_kernel (…, filters, 4 · filters)</c>, <c>bias (4 · filters)</c>, each kernel
/// with its lengths along the spatial axes first.</para>
/// <para><b>Dropout</b>, of the input's numbers and of the state's, has other masks for each gate; a fraction of 1 drops nothing.</para>
/// <para>Shi et al.: "Convolutional LSTM network: a machine learning approach for precipitation nowcasting", 2015, arXiv:1506.04214.</para>
/// </remarks>
public abstract class ConvLSTM : RecurrentLayer
{
    private protected ConvLSTM(int filters, IntList kernelSize)
        : this(new ConvLSTMCell(filters, new(kernelSize), new()) { Name = "conv_lstm_cell" })
    {
    }

    private protected ConvLSTM(JsonObject config, int rank)
        : this(Read(config, rank))
    {
        Name = (string)config["name"]!;
        ReturnSequences = Flag(config, "return_sequences");
        ReturnState = Flag(config, "return_state");
        GoBackwards = Flag(config, "go_backwards");
        Stateful = Flag(config, "stateful");
        Unroll = Flag(config, "unroll");
        ZeroOutputForMask = Flag(config, "zero_output_for_mask");
    }

    private ConvLSTM(ConvLSTMCell cell)
        : base(cell, cell.Options) => (Filters, Window) = (cell.Filters, cell.Window);

    /// <summary>Number of filters: channels of the output.</summary>
    public int Filters { get; }

    /// <summary>What happens at the border.</summary>
    public Padding Padding
    {
        get => Window.Padding;
        init => Window.Padding = value;
    }

    /// <summary>Where the channels stand in what the layer takes and gives, its states too.</summary>
    public DataFormat DataFormat
    {
        get => Window.DataFormat;
        init => Window.DataFormat = value;
    }

    /// <summary>Applied to the gates; sigmoid by default.</summary>
    public ActivationFunction RecurrentActivation
    {
        get => Options.RecurrentActivation;
        init => Options.RecurrentActivation = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Whether the bias of the forget gate begins at 1 (Jozefowicz, Zaremba, Sutskever 2015).</summary>
    public bool UnitForgetBias
    {
        get => Options.UnitForgetBias;
        init => Options.UnitForgetBias = value;
    }

    private protected ConvLSTMWindow Window { get; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        string layout = ChannelAxis.Layout(Window.Rank, DataFormat);
        if (input.Rank != Window.Rank + 3)
            throw new ShapeException($"{this}", layout.Replace("(batch,", "(batch, time,", StringComparison.Ordinal), $"{input}");
        base.Build(input);
    }

    private protected override void WriteCell(JsonObject config)
    {
        config["filters"] = Filters;
        config["kernel_size"] = LayerConfig.ToJson(Window.KernelSize);
        config["strides"] = LayerConfig.ToJson(Window.Strides);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
        config["dilation_rate"] = LayerConfig.ToJson(Window.DilationRate);
        Options.WriteActivations(config, hasGates: true);
        Options.WriteInitializers(config);
        config["unit_forget_bias"] = UnitForgetBias;
        Options.WriteLimits(config, isLayer: true);
        config["seed"] = Seed;
    }

    private static ConvLSTMCell Read(JsonObject config, int rank)
    {
        IntList one = [.. Enumerable.Repeat(1, rank)];
        var window = new ConvLSTMWindow(LayerConfig.Lengths(config["kernel_size"], rank))
        {
            Strides = LayerConfig.Lengths(config["strides"], rank, one),
            DilationRate = LayerConfig.Lengths(config["dilation_rate"], rank, one),
            Padding = LayerConfig.Padding(config["padding"]),
            DataFormat = LayerConfig.DataFormat(config["data_format"]),
        };
        return new((int)config["filters"]!, window, RecurrentOptions.Read(config)) { Name = "conv_lstm_cell" };
    }
}
