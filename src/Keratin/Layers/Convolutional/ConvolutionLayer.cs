using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What all layers share that slide a kernel over sequences, images or volumes: <c>activation(convolution(x) + bias)</c>.</summary>
public abstract class ConvolutionLayer : Layer
{
    private Variable? _bias;
    private int _channels;

    private protected ConvolutionLayer(IntList kernelSize, ActivationFunction? activation)
    {
        KernelLengths = Require.Positive(kernelSize, "kernelSize");
        StrideLengths = DilationLengths = [.. Enumerable.Repeat(1, kernelSize.Count)];
        Activation = activation ?? ActivationFunction.Linear;
    }

    private protected ConvolutionLayer(JsonObject config, int rank)
    {
        IntList one = [.. Enumerable.Repeat(1, rank)];
        Name = (string)config["name"]!;
        KernelLengths = Require.Positive(LayerConfig.Lengths(config["kernel_size"], rank), "kernelSize");
        StrideLengths = LayerConfig.Lengths(config["strides"], rank, one);
        DilationLengths = LayerConfig.Lengths(config["dilation_rate"], rank, one);
        Padding = LayerConfig.Padding(config["padding"], AllowsCausal);
        DataFormat = LayerConfig.DataFormat(config["data_format"]);
        Activation = ActivationFunction.Deserialize(config["activation"]);
        UseBias = (bool?)config["use_bias"] ?? true;
        BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros();
        BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]);
        BiasConstraint = Constraint.Deserialize(config["bias_constraint"]);
        ActivityRegularizer = Regularizer.Deserialize(config["activity_regularizer"]);
    }

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Where the channels stand in what the layer takes and gives.</summary>
    public DataFormat DataFormat { get; init; } = DataFormat.ChannelsLast;

    /// <summary>Applied last.</summary>
    public ActivationFunction Activation { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>First value of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A term of the loss that grows with the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the bias is brought back to after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The kernel's sizes along the spatial axes.</summary>
    private protected IntList KernelLengths { get; }

    /// <summary>Steps of the window along the spatial axes.</summary>
    private protected IntList StrideLengths
    {
        get;
        init => field = Require.Positive(value, "strides");
    }

    /// <summary>Distance of the kernel's elements along the spatial axes.</summary>
    private protected IntList DilationLengths
    {
        get;
        init => field = Require.Positive(value, "dilationRate");
    }

    /// <summary>The spatial axes: 1 for sequences, 2 for images, 3 for volumes.</summary>
    private protected int SpatialRank => KernelLengths.Count;

    private protected virtual bool AllowsCausal => false;

    /// <summary>Makes the kernels for so many channels; says how many channels the result has.</summary>
    private protected abstract int BuildKernels(int channels);

    /// <summary>The convolution itself, channels last.</summary>
    private protected abstract KerasTensor Convolve(KerasTensor x);

    /// <inheritdoc/>
    protected sealed override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Padding == Padding.Causal && !AllowsCausal)
            throw new ArgumentException($"{this}: expected padding valid or same; got causal.");
        Shape last = ChannelAxis.ToLast(input, DataFormat);
        if (input.Rank != SpatialRank + 2 || last[^1] == Shape.Unknown)
            throw new ShapeException(
                $"{this}", $"{ChannelAxis.Layout(SpatialRank, DataFormat)}, channels known", $"{input}",
                (SpatialRank, input.Rank, DataFormat) == (2, 3, DataFormat.ChannelsLast)
                    ? $"give the images a channel axis: new Reshape({input[1]}, {input[2]}, 1)" : null);
        _channels = last[^1];
        int filters = BuildKernels(_channels);
        _bias = UseBias ? AddWeight("bias", [filters], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
    }

    /// <inheritdoc/>
    protected sealed override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        KerasTensor last = ChannelAxis.ToLast(x, DataFormat);
        if (x.Rank != SpatialRank + 2 || last.Shape[^1] != _channels)
            throw new ShapeException($"{this}", $"{ChannelAxis.Layout(SpatialRank, DataFormat)} with {_channels} channels", $"{x.Shape}");
        KerasTensor y = Convolve(last);
        if (_bias is not null)
            y += _bias;
        // An activation may go along an axis, and means the one that the user sees.
        return Activation.Apply(ChannelAxis.FromLast(y, DataFormat));
    }

    /// <summary>As Keras: strides above 1 along any axis and dilation rates above 1 along any do not go together.</summary>
    private protected void RequireStridesOrDilation()
    {
        if (StrideLengths.Any(stride => stride > 1) && DilationLengths.Any(rate => rate > 1))
            throw new ArgumentException(
                $"{this}: expected strides or dilation rate of 1; got strides {new SpatialSize(StrideLengths)} and dilation rate {new SpatialSize(DilationLengths)}.");
    }

    /// <summary>Writes what stands in the middle of every convolution's configuration.</summary>
    private protected void WriteWindow(JsonObject config)
    {
        config["kernel_size"] = LayerConfig.ToJson(KernelLengths);
        config["strides"] = LayerConfig.ToJson(StrideLengths);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
        config["dilation_rate"] = LayerConfig.ToJson(DilationLengths);
    }

    /// <summary>Writes activation and bias, and initializer, regularizer and constraint of each kernel and the bias.</summary>
    private protected void WriteWeights(
        JsonObject config, params ReadOnlySpan<(string Name, Initializer Initializer, Regularizer? Regularizer, Constraint? Constraint)> kernels)
    {
        config["activation"] = Activation.Name;
        config["use_bias"] = UseBias;
        foreach (var (name, initializer, _, _) in kernels)
            config[$"{name}_initializer"] = initializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
        foreach (var (name, _, regularizer, _) in kernels)
            config[$"{name}_regularizer"] = regularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        // Layer writes its own here; Keras has the key in either case.
        config["activity_regularizer"] = null;
        foreach (var (name, _, _, constraint) in kernels)
            config[$"{name}_constraint"] = constraint?.Serialize();
        config["bias_constraint"] = BiasConstraint?.Serialize();
    }
}
