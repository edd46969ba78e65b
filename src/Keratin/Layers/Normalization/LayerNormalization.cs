using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Brings each sample to mean 0 and variance 1 along axes: <c>gamma · (x - mean) / √(variance + epsilon) + beta</c>.</summary>
/// <remarks>
/// <para><b>Input</b> any shape, the lengths of the axes known. <b>Output</b> the same. Training and prediction do not differ.</para>
/// <para><b>Weights</b> <c>gamma</c>, <c>beta</c>, with the lengths of the axes.</para>
/// <para>Ba, Kiros, Hinton: "Layer normalization", 2016.</para>
/// </remarks>
/// <example><code>KerasTensor y = new LayerNormalization().Apply(new Input(50, 64));   // (None, 50, 64)</code></example>
public sealed class LayerNormalization : Layer
{
    private Variable? _gamma, _beta;

    /// <summary>The axes that belong together; by default the last.</summary>
    public IReadOnlyList<int> Axis { get; init; } = [-1];

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-3f;

    /// <summary>Whether <c>beta</c> is added.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the result is multiplied by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>
    /// Whether the mean is left as it is: <c>gamma · x / √(variance + epsilon)</c>, without beta. Keras keeps it for old files;
    /// <see cref="RMSNormalization"/> is what its name promises.
    /// </summary>
    public bool RmsScaling { get; init; }

    /// <summary>First value of beta.</summary>
    public Initializer BetaInitializer { get; init; } = new Zeros();

    /// <summary>First value of gamma.</summary>
    public Initializer GammaInitializer { get; init; } = new Ones();

    /// <summary>A term of the loss that grows with beta.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A term of the loss that grows with gamma.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What beta is brought back to after each update.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What gamma is brought back to after each update.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Shape shape = [.. Along(input.Rank).Select(axis => input[axis])];
        if (Axis.Count == 0 || !shape.IsKnown)
            throw new ShapeException($"{this}", $"known lengths along the axes ({string.Join(", ", Axis)})", $"{input}");
        _gamma = Scale || RmsScaling ? AddWeight("gamma", shape, GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint) : null;
        _beta = Center && !RmsScaling ? AddWeight("beta", shape, BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint) : null;
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        IntList axes = Along(x.Rank);
        if (!RmsScaling)
            return x.LayerNormalization(_gamma?.ToKerasTensor(), _beta?.ToKerasTensor(), axes.AsSpan(), Epsilon);
        KerasTensor y = x * (x.Var(axes.AsSpan(), keepDims: true) + Epsilon).Rsqrt();
        return y * ((KerasTensor)_gamma!).Reshape([.. x.Shape.Select((length, axis) => axes.Contains(axis) ? length : 1)]);
    }

    private IntList Along(int rank) => Axes.Normalize([.. Axis], rank, $"{this}");

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras sorts the axes and counts them from the first when it builds.
        config["axis"] = IsBuilt ? AxisConfig.ToArray(Along(InputShapes[0].Rank)) : AxisConfig.ToJson(Axis);
        config["epsilon"] = Epsilon;
        config["center"] = Center;
        config["scale"] = Scale;
        config["rms_scaling"] = RmsScaling;
        config["beta_initializer"] = BetaInitializer.Serialize();
        config["gamma_initializer"] = GammaInitializer.Serialize();
        config["beta_regularizer"] = BetaRegularizer?.Serialize();
        config["gamma_regularizer"] = GammaRegularizer?.Serialize();
        config["beta_constraint"] = BetaConstraint?.Serialize();
        config["gamma_constraint"] = GammaConstraint?.Serialize();
    }

    internal static LayerNormalization FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        Axis = AxisConfig.Read(config["axis"]),
        Epsilon = (float?)config["epsilon"] ?? 1e-3f,
        Center = (bool?)config["center"] ?? true,
        Scale = (bool?)config["scale"] ?? true,
        RmsScaling = (bool?)config["rms_scaling"] ?? false,
        BetaInitializer = Initializer.Deserialize(config["beta_initializer"]) ?? new Zeros(),
        GammaInitializer = Initializer.Deserialize(config["gamma_initializer"]) ?? new Ones(),
        BetaRegularizer = Regularizer.Deserialize(config["beta_regularizer"]),
        GammaRegularizer = Regularizer.Deserialize(config["gamma_regularizer"]),
        BetaConstraint = Constraint.Deserialize(config["beta_constraint"]),
        GammaConstraint = Constraint.Deserialize(config["gamma_constraint"]),
    };
}
