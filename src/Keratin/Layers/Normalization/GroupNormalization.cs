using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Brings groups of channels of each sample to mean 0 and variance 1, then <c>gamma · … + beta</c> for each channel.</summary>
/// <remarks>
/// <para>Channels are cut into groups in their order; mean and variance are taken over a group's channels and all other axes of a sample. One
/// group is layer normalization over all of them; as many as channels (-1) is instance normalization.</para>
/// <para><b>Input</b> any shape with at least two axes. <b>Output</b> the same. Training and prediction do not differ.</para>
/// <para><b>Weights</b> <c>gamma</c>, <c>beta</c>, each as long as the axis.</para>
/// <para>Wu, He: "Group normalization", 2018.</para>
/// </remarks>
/// <param name="groups">How many; -1 for as many as there are channels.</param>
/// <example><code>KerasTensor y = new GroupNormalization(8).Apply(new Input(14, 14, 32));   // (None, 14, 14, 32)</code></example>
public sealed class GroupNormalization(int groups = 32) : Layer
{
    private Variable? _gamma, _beta;

    /// <summary>How many groups; -1 for as many as there are channels.</summary>
    public int Groups { get; } = groups is >= 1 or -1 ? groups : throw new ArgumentOutOfRangeException(nameof(groups), groups, "'groups' is at least 1, or -1.");

    /// <summary>The axis of the channels; -1 is the last.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-3f;

    /// <summary>Whether <c>beta</c> is added.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the result is multiplied by <c>gamma</c>.</summary>
    public bool Scale { get; init; } = true;

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
        int axis = Axes.Normalize(Axis, input.Rank, $"{this}"), channels = input[axis];
        if (axis == 0 || channels == Shape.Unknown)
            throw new ShapeException($"{this}", $"a known length at axis {Axis}, which is not the batch", $"{input}");
        if (Groups != -1 && channels % Groups != 0)
            throw new ShapeException($"{this}", $"a multiple of {Groups} channels at axis {Axis}", $"{input}", "fewer groups, or -1 for as many as channels");
        _gamma = Scale ? AddWeight("gamma", [channels], GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint) : null;
        _beta = Center ? AddWeight("beta", [channels], BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint) : null;
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        int axis = Axes.Normalize(Axis, x.Rank, $"{this}"), channels = x.Shape[axis];
        int parts = Groups == -1 ? channels : Groups;
        // The channels as two axes, groups and members: all axes but the batch and the groups are reduced.
        KerasTensor grouped = x.Reshape([.. x.Shape[..axis], parts, channels / parts, .. x.Shape[(axis + 1)..]]);
        IntList reduced = [.. Enumerable.Range(1, x.Rank).Where(other => other != axis)];
        KerasTensor y = Ops.Standardize(grouped, reduced, Epsilon).Reshape(x.Shape);
        if (_gamma is not null)
            y *= Along(_gamma, x, axis);
        return _beta is null ? y : y + Along(_beta, x, axis);
    }

    private static KerasTensor Along(KerasTensor channels, KerasTensor x, int axis) =>
        axis == x.Rank - 1 ? channels : channels.Reshape([x.Shape[axis], .. Enumerable.Repeat(1, x.Rank - 1 - axis)]);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Keras puts the number of channels in place of -1 when it builds.
        config["groups"] = Groups == -1 && IsBuilt ? InputShapes[0][Axes.Normalize(Axis, InputShapes[0].Rank, $"{this}")] : Groups;
        config["axis"] = Axis;
        config["epsilon"] = Epsilon;
        config["center"] = Center;
        config["scale"] = Scale;
        config["beta_initializer"] = BetaInitializer.Serialize();
        config["gamma_initializer"] = GammaInitializer.Serialize();
        config["beta_regularizer"] = BetaRegularizer?.Serialize();
        config["gamma_regularizer"] = GammaRegularizer?.Serialize();
        config["beta_constraint"] = BetaConstraint?.Serialize();
        config["gamma_constraint"] = GammaConstraint?.Serialize();
    }

    internal static GroupNormalization FromConfig(JsonObject config) => new((int?)config["groups"] ?? 32)
    {
        Name = (string)config["name"]!,
        Axis = AxisConfig.Read(config["axis"])[0],
        Epsilon = (float?)config["epsilon"] ?? 1e-3f,
        Center = (bool?)config["center"] ?? true,
        Scale = (bool?)config["scale"] ?? true,
        BetaInitializer = Initializer.Deserialize(config["beta_initializer"]) ?? new Zeros(),
        GammaInitializer = Initializer.Deserialize(config["gamma_initializer"]) ?? new Ones(),
        BetaRegularizer = Regularizer.Deserialize(config["beta_regularizer"]),
        GammaRegularizer = Regularizer.Deserialize(config["gamma_regularizer"]),
        BetaConstraint = Constraint.Deserialize(config["beta_constraint"]),
        GammaConstraint = Constraint.Deserialize(config["gamma_constraint"]),
    };
}
