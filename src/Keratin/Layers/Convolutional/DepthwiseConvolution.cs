using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What the depthwise convolutions of sequences and images share: each channel has filters of its own.</summary>
public abstract class DepthwiseConvolution : ConvolutionLayer
{
    private Variable? _kernel;

    private protected DepthwiseConvolution(IntList kernelSize, ActivationFunction? activation)
        : base(kernelSize, activation)
    {
    }

    private protected DepthwiseConvolution(JsonObject config, int rank)
        : base(config, rank)
    {
        DepthMultiplier = (int?)config["depth_multiplier"] ?? 1;
        DepthwiseInitializer = Initializer.Deserialize(config["depthwise_initializer"]) ?? new GlorotUniform();
        DepthwiseRegularizer = Regularizer.Deserialize(config["depthwise_regularizer"]);
        DepthwiseConstraint = Constraint.Deserialize(config["depthwise_constraint"]);
    }

    /// <summary>Number of filters for each channel; those of a channel lie side by side in the result.</summary>
    public int DepthMultiplier
    {
        get;
        init => field = Require.Positive(value, nameof(DepthMultiplier));
    } = 1;

    /// <summary>First value of the kernel.</summary>
    public Initializer DepthwiseInitializer { get; init; } = new GlorotUniform();

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    private protected override int BuildKernels(int channels)
    {
        _kernel = AddWeight("kernel", [.. KernelLengths, channels, DepthMultiplier], DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        return channels * DepthMultiplier;
    }

    private protected override KerasTensor Convolve(KerasTensor x) =>
        Ops.DepthwiseConv($"{this}", x, _kernel!, new(StrideLengths), Padding, new(DilationLengths));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["depth_multiplier"] = DepthMultiplier;
        WriteWindow(config);
        WriteWeights(config, ("depthwise", DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint));
    }
}
