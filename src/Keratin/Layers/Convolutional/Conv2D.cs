using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>2-D convolution: <c>activation(x ∗ kernel + bias)</c>, in the field's sense of cross-correlation.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, filters)</c>.</para>
/// <para><b>Weights</b> <c>kernel (kernelHeight, kernelWidth, channels / groups, filters)</c>, <c>bias (filters,)</c>.</para>
/// </remarks>
/// <param name="filters">Number of filters, at least 1.</param>
/// <param name="kernelSize">Height and width of a filter: <c>3</c> or <c>(5, 3)</c>.</param>
/// <param name="activation">Applied last; linear by default.</param>
/// <example>
/// <code>
/// KerasTensor image = new Input(28, 28, 1);                        // (None, 28, 28, 1)
/// KerasTensor maps = new Conv2D(32, 5, "relu").Apply(image);       // (None, 24, 24, 32)
/// </code>
/// </example>
public sealed class Conv2D(int filters, Size2D kernelSize, ActivationFunction? activation = null) : Layer
{
    private Variable? _kernel, _bias;

    /// <summary>Number of filters.</summary>
    public int Filters { get; } = Require.Positive(filters);

    /// <summary>Height and width of a filter.</summary>
    public Size2D KernelSize { get; } = Require.Positive(kernelSize);

    /// <summary>Steps of the window.</summary>
    public Size2D Strides { get; init; } = 1;

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Distance of the kernel's elements on the image. Keras allows it above 1 only where the strides are 1; so do we.</summary>
    public Size2D DilationRate { get; init; } = 1;

    /// <summary>Into how many groups channels and filters are split.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Applied last.</summary>
    public ActivationFunction Activation { get; init; } = activation ?? ActivationFunction.Linear;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>First value of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A term of the loss that grows with the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Require.Positive(Strides, nameof(Strides));
        Require.Positive(DilationRate, nameof(DilationRate));
        Require.Positive(Groups, nameof(Groups));
        if (Strides != new Size2D(1, 1) && DilationRate != new Size2D(1, 1))
            throw new ArgumentException($"{this}: expected strides or dilation rate of 1; got strides {Strides} and dilation rate {DilationRate}.");
        if (input.Rank != 4 || input[3] == Shape.Unknown)
            throw new ShapeException(
                $"{this}", "(batch, height, width, channels), channels known", $"{input}",
                input.Rank == 3 ? $"give the images a channel axis: new Reshape({input[1]}, {input[2]}, 1)" : null);
        if (input[3] % Groups != 0 || Filters % Groups != 0)
            throw new ShapeException($"{this}", $"channels and filters divisible by groups = {Groups}", $"{input[3]} channels, {Filters} filters");
        Shape shape = [KernelSize.Height, KernelSize.Width, input[3] / Groups, Filters];
        _kernel = AddWeight("kernel", shape, KernelInitializer, regularizer: KernelRegularizer);
        _bias = UseBias ? AddWeight("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer) : null;
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        KerasTensor y = x.Conv2D(_kernel!, Strides, Padding, DilationRate, Groups);
        if (_bias is not null)
            y += _bias;
        return Activation.Apply(y);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["filters"] = Filters;
        config["kernel_size"] = LayerConfig.ToJson(KernelSize);
        config["strides"] = LayerConfig.ToJson(Strides);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["data_format"] = "channels_last";
        config["dilation_rate"] = LayerConfig.ToJson(DilationRate);
        config["groups"] = Groups;
        config["activation"] = Activation.Name;
        config["use_bias"] = UseBias;
        config["kernel_initializer"] = KernelInitializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
        config["kernel_regularizer"] = KernelRegularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        config["activity_regularizer"] = null;
        config["kernel_constraint"] = null;
        config["bias_constraint"] = null;
    }

    internal static Conv2D FromConfig(JsonObject config)
    {
        LayerConfig.RequireChannelsLast(config);
        return new((int)config["filters"]!, LayerConfig.Size(config["kernel_size"], 1))
        {
            Name = (string)config["name"]!,
            Strides = LayerConfig.Size(config["strides"], 1),
            Padding = LayerConfig.Padding(config["padding"]),
            DilationRate = LayerConfig.Size(config["dilation_rate"], 1),
            Groups = (int?)config["groups"] ?? 1,
            Activation = ActivationFunction.Deserialize(config["activation"]),
            UseBias = (bool?)config["use_bias"] ?? true,
            KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
            BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
            KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
            BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
        };
    }
}
