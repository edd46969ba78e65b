using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Densely connected layer: <c>activation(x · kernel + bias)</c>.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, …, inputDim)</c>. <b>Output</b> <c>(batch, …, units)</c>: the last axis is multiplied.</para>
/// <para><b>Weights</b> <c>kernel (inputDim, units)</c>, <c>bias (units,)</c>: names, shapes and order are those of Keras' files.</para>
/// </remarks>
/// <param name="units">Length of the output's last axis, at least 1.</param>
/// <param name="activation">Applied last; linear by default.</param>
/// <example>
/// <code>
/// KerasTensor pixels = new Input(784);                            // (None, 784)
/// KerasTensor hidden = new Dense(128, "relu").Apply(pixels);      // (None, 128)
/// </code>
/// </example>
public sealed class Dense(int units, ActivationFunction? activation = null) : Layer
{
    private Variable? _kernel, _bias;

    /// <summary>Length of the output's last axis.</summary>
    public int Units { get; } = Require.Positive(units);

    /// <summary>Applied last.</summary>
    public ActivationFunction Activation { get; init; } = activation ?? ActivationFunction.Linear;

    /// <summary>Whether a bias is added. Turn it off before a normalization layer, which has its own.</summary>
    public bool UseBias { get; init; } = true;

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
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2 || input[^1] == Shape.Unknown)
            throw new ShapeException($"{this}", "(batch, …, inputDim), inputDim known", $"{input}", input.Rank < 2 ? "give it one row for each sample" : null);
        _kernel = AddWeight("kernel", [input[^1], Units], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        _bias = UseBias ? AddWeight("bias", [Units], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        int inputDim = _kernel!.Shape[0];
        if (x.Shape[^1] != inputDim)
            throw new ShapeException(
                $"{this}", $"(batch, …, {inputDim})", $"{x.Shape}", x.Rank > 2 ? "put new Flatten() before it" : null);
        // More axes are rows like any others: they are put together and taken apart again.
        KerasTensor rows = x.Rank == 2 ? x : x.Reshape([Shape.Unknown, inputDim]);
        KerasTensor y = rows.MatMul(_kernel);
        if (_bias is not null)
            y += _bias;
        y = Activation.Apply(y);
        return x.Rank == 2 ? y : y.Reshape(x.Shape.With(-1, Units));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["units"] = Units;
        config["activation"] = Activation.Name;
        config["use_bias"] = UseBias;
        config["kernel_initializer"] = KernelInitializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
        config["kernel_regularizer"] = KernelRegularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        config["kernel_constraint"] = KernelConstraint?.Serialize();
        config["bias_constraint"] = BiasConstraint?.Serialize();
        config["quantization_config"] = null;
    }

    internal static Dense FromConfig(JsonObject config) => new((int?)config["units"] ?? (int)config["output_dim"]!)
    {
        Name = (string)config["name"]!,
        Activation = ActivationFunction.Deserialize(config["activation"]),
        UseBias = (bool?)config["use_bias"] ?? true,
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
        BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
        BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]),
        BiasConstraint = Constraint.Deserialize(config["bias_constraint"]),
    };
}
