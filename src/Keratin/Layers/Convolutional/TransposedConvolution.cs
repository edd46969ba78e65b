using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What the transposed convolutions of sequences, images and volumes share.</summary>
public abstract class TransposedConvolution : ConvolutionLayer
{
    private Variable? _kernel;

    private protected TransposedConvolution(int filters, IntList kernelSize, ActivationFunction? activation)
        : base(kernelSize, activation) => Filters = Require.Positive(filters);

    private protected TransposedConvolution(JsonObject config, int rank)
        : base(config, rank)
    {
        Filters = Require.Positive((int)config["filters"]!, "filters");
        OutputPaddings = config["output_padding"] is { } zeros ? LayerConfig.Lengths(zeros, rank) : null;
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform();
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]);
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]);
    }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>Zeros behind the result along the spatial axes; null for the default.</summary>
    private protected IntList? OutputPaddings { get; init; }

    private protected override int BuildKernels(int channels)
    {
        RequireStridesOrDilation();
        if (OutputPaddings is { } zeros && zeros.Where((count, axis) => count < 0 || count >= StrideLengths[axis]).Any())
            throw new ArgumentException(
                $"{this}: expected an output padding of at least 0 and below the strides {new SpatialSize(StrideLengths)}; got {new SpatialSize(zeros)}.");
        _kernel = AddWeight("kernel", [.. KernelLengths, Filters, channels], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        return Filters;
    }

    private protected override KerasTensor Convolve(KerasTensor x) => Ops.ConvTranspose(
        $"{this}", x, _kernel!, new(StrideLengths), Padding, OutputPaddings is null ? null : new SpatialSize(OutputPaddings), new(DilationLengths));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["filters"] = Filters;
        config["kernel_size"] = LayerConfig.ToJson(KernelLengths);
        config["strides"] = LayerConfig.ToJson(StrideLengths);
        config["padding"] = LayerConfig.ToJson(Padding);
        config["output_padding"] = OutputPaddings is null ? null : LayerConfig.ToJson(OutputPaddings);
        config["data_format"] = LayerConfig.ToJson(DataFormat);
        config["dilation_rate"] = LayerConfig.ToJson(DilationLengths);
        WriteWeights(config, ("kernel", KernelInitializer, KernelRegularizer, KernelConstraint));
    }
}
