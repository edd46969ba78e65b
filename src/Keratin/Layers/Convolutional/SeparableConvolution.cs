using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>What the separable convolutions of sequences and images share: a depthwise convolution, then one of single positions that mixes channels.</summary>
public abstract class SeparableConvolution : ConvolutionLayer
{
    private Variable? _depthwise, _pointwise;

    private protected SeparableConvolution(int filters, IntList kernelSize, ActivationFunction? activation)
        : base(kernelSize, activation) => Filters = Require.Positive(filters);

    private protected SeparableConvolution(JsonObject config, int rank)
        : base(config, rank)
    {
        Filters = Require.Positive((int)config["filters"]!, "filters");
        DepthMultiplier = (int?)config["depth_multiplier"] ?? 1;
        DepthwiseInitializer = Initializer.Deserialize(config["depthwise_initializer"]) ?? new GlorotUniform();
        PointwiseInitializer = Initializer.Deserialize(config["pointwise_initializer"]) ?? new GlorotUniform();
        DepthwiseRegularizer = Regularizer.Deserialize(config["depthwise_regularizer"]);
        DepthwiseConstraint = Constraint.Deserialize(config["depthwise_constraint"]);
        PointwiseRegularizer = Regularizer.Deserialize(config["pointwise_regularizer"]);
        PointwiseConstraint = Constraint.Deserialize(config["pointwise_constraint"]);
    }

    /// <summary>Number of filters of the pointwise convolution.</summary>
    public int Filters { get; }

    /// <summary>Number of depthwise filters for each channel.</summary>
    public int DepthMultiplier
    {
        get;
        init => field = Require.Positive(value, nameof(DepthMultiplier));
    } = 1;

    /// <summary>First value of the depthwise kernel.</summary>
    public Initializer DepthwiseInitializer { get; init; } = new GlorotUniform();

    /// <summary>First value of the pointwise kernel.</summary>
    public Initializer PointwiseInitializer { get; init; } = new GlorotUniform();

    /// <summary>A term of the loss that grows with the depthwise kernel.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>What the depthwise kernel is brought back to after each update.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>A term of the loss that grows with the pointwise kernel.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>What the pointwise kernel is brought back to after each update.</summary>
    public Constraint? PointwiseConstraint { get; init; }

    private protected override int BuildKernels(int channels)
    {
        Shape depthwise = [.. KernelLengths, channels, DepthMultiplier];
        Shape pointwise = [.. KernelLengths.Select(_ => 1), channels * DepthMultiplier, Filters];
        _depthwise = AddWeight("depthwise_kernel", depthwise, DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        _pointwise = AddWeight("pointwise_kernel", pointwise, PointwiseInitializer, regularizer: PointwiseRegularizer, constraint: PointwiseConstraint);
        return Filters;
    }

    private protected override KerasTensor Convolve(KerasTensor x) =>
        Ops.SeparableConv($"{this}", x, _depthwise!, _pointwise!, new(StrideLengths), Padding, new(DilationLengths));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["depth_multiplier"] = DepthMultiplier;
        config["filters"] = Filters;
        WriteWindow(config);
        WriteWeights(
            config, ("depthwise", DepthwiseInitializer, DepthwiseRegularizer, DepthwiseConstraint), ("pointwise", PointwiseInitializer, PointwiseRegularizer, PointwiseConstraint));
    }
}
