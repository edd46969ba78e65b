using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Densely connected layer along any axes: <c>activation(einsum(equation, x, kernel) + bias)</c>.</summary>
/// <remarks>
/// <para>The equation has one of the forms <c>ab,bc->ac</c>, <c>...ab,bc->...ac</c> and <c>ab...,bc->ac...</c>, see <see cref="Ops.Einsum"/>.</para>
/// <para><b>Input</b> the axes before the comma. <b>Output</b> the axes behind the arrow.</para>
/// <para><b>Weights</b> <c>kernel</c>, with the axes between comma and arrow; <c>bias</c>, if there are bias axes: from the first of them on, with
/// length 1 at the others.</para>
/// </remarks>
/// <param name="equation">The axes of the input, the kernel and the output.</param>
/// <param name="outputShape">Lengths of the output's axes without the batch and without what the dots stand for; <see cref="Shape.Unknown"/> takes the input's.</param>
/// <param name="activation">Applied last; linear by default.</param>
/// <example>
/// <code>
/// // Eight heads of 16 features from 64, at each of 10 steps.
/// var heads = new EinsumDense("abc,cde->abde", [Shape.Unknown, 8, 16]) { BiasAxes = "de" };
/// KerasTensor y = heads.Apply(new Input(10, 64));   // (None, 10, 8, 16)
/// </code>
/// </example>
public sealed class EinsumDense(string equation, IReadOnlyList<int> outputShape, ActivationFunction? activation = null) : Layer
{
    private Variable? _kernel, _bias;

    /// <summary>The axes of the input, the kernel and the output.</summary>
    public string Equation { get; } = equation ?? throw new ArgumentNullException(nameof(equation));

    /// <summary>Lengths of the output's axes without the batch and without what the dots stand for.</summary>
    public Shape PartialOutputShape { get; } = [.. outputShape ?? throw new ArgumentNullException(nameof(outputShape))];

    /// <summary>Applied last.</summary>
    public ActivationFunction Activation { get; init; } = activation ?? ActivationFunction.Linear;

    /// <summary>The output's axes along which each element has a bias of its own; null means that there is no bias.</summary>
    public string? BiasAxes { get; init; }

    /// <summary>First value of the kernel.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>First value of the bias.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A term of the loss that grows with the kernel.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A term of the loss that grows with the bias.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernel is brought back to after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias is brought back to after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shapes = EinsumShapes.Of($"{this}", Equation, BiasAxes, input, PartialOutputShape);
        _kernel = AddWeight("kernel", shapes.Kernel, KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        FitVariance(_kernel, shapes);
        _bias = shapes.Bias is { } bias ? AddWeight("bias", bias, BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
    }

    // An initializer takes the last two axes for inputs and outputs; here the equation says which they are, and the variance changes by as much.
    private void FitVariance(Variable kernel, EinsumShapes shapes)
    {
        if (KernelInitializer is not VarianceScaling scaling || (scaling.InputAxes is not null && scaling.OutputAxes is not null))
            return;
        Shape shape = kernel.Shape;
        double receptive = shape.Rank > 2 ? shape[..^2].Elements : 1;
        double assumed = Fan(scaling.Mode, receptive * (shape.Rank > 1 ? shape[^2] : shape[0]), receptive * shape[^1]);
        float factor = (float)Math.Sqrt(Math.Max(1, assumed) / Math.Max(1, Fan(scaling.Mode, shapes.FanIn, shapes.FanOut)));
        foreach (ref float value in kernel.Span)
            value *= factor;
    }

    private static double Fan(string mode, double fanIn, double fanOut) => mode switch
    {
        "fan_in" => fanIn,
        "fan_out" => fanOut,
        _ => (fanIn + fanOut) / 2,
    };

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        KerasTensor y = Ops.Einsum(Equation, x, _kernel!);
        return Activation.Apply(_bias is null ? y : y + _bias);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["output_shape"] = LayerConfig.ToJson(PartialOutputShape);
        config["equation"] = Equation;
        config["activation"] = Activation.Name;
        config["bias_axes"] = BiasAxes;
        config["kernel_initializer"] = KernelInitializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
        config["kernel_regularizer"] = KernelRegularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        config["activity_regularizer"] = null;
        config["kernel_constraint"] = KernelConstraint?.Serialize();
        config["bias_constraint"] = BiasConstraint?.Serialize();
        config["quantization_config"] = null;
    }

    internal static EinsumDense FromConfig(JsonObject config) => new((string)config["equation"]!, ShapeOf(config["output_shape"]))
    {
        Name = (string)config["name"]!,
        Activation = ActivationFunction.Deserialize(config["activation"]),
        BiasAxes = (string?)config["bias_axes"],
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
        BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
        BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]),
        BiasConstraint = Constraint.Deserialize(config["bias_constraint"]),
    };

    private static Shape ShapeOf(JsonNode? node) => node is JsonArray lengths ? LayerConfig.Shape(lengths) : [(int)node!];
}
