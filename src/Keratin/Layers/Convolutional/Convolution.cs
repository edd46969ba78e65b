using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What the convolutions of sequences, images and volumes share.</summary>
public abstract class Convolution : ConvolutionLayer
{
    private Variable? _kernel;

    private protected Convolution(int filters, IntList kernelSize, ActivationFunction? activation)
        : base(kernelSize, activation) => Filters = Require.Positive(filters);

    private protected Convolution(JsonObject config, int rank)
        : base(config, rank)
    {
        Filters = Require.Positive((int)config["filters"]!, "filters");
        Groups = (int?)config["groups"] ?? 1;
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform();
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]);
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]);
    }

    /// <summary>Number of filters.</summary>
    public int Filters { get; }

    /// <summary>Into how many groups channels and filters are split; both are divisible by it.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    private protected override int BuildKernels(int channels)
    {
        Require.Positive(Groups, nameof(Groups));
        RequireStridesOrDilation();
        if (channels % Groups != 0 || Filters % Groups != 0)
            throw new ShapeException($"{this}", $"channels and filters divisible by groups = {Groups}", $"{channels} channels, {Filters} filters");
        _kernel = AddWeight("kernel", [.. KernelLengths, channels / Groups, Filters], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        return Filters;
    }

    private protected override KerasTensor Convolve(KerasTensor x) =>
        Ops.Conv($"{this}", x, _kernel!, new(StrideLengths), Padding, new(DilationLengths));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["filters"] = Filters;
        WriteWindow(config);
        config["groups"] = Groups;
        WriteWeights(config, ("kernel", KernelInitializer, KernelRegularizer, KernelConstraint));
    }
}
