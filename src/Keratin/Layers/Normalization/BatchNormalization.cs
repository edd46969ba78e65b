using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Layers;

/// <summary>Brings each channel to mean 0 and variance 1: <c>gamma · (x - mean) / √(variance + epsilon) + beta</c>.</summary>
/// <remarks>
/// <para>In training mean and (biased) variance are the batch's, and the moving ones follow: <c>moving · momentum + batch · (1 - momentum)</c>. Else, and
/// when the layer is frozen, the moving ones are used.</para>
/// <para><b>Input</b> any shape with at least two axes. <b>Output</b> the same.</para>
/// <para><b>Weights</b> <c>gamma</c>, <c>beta</c>, <c>moving_mean</c>, <c>moving_variance</c>, each as long as the axis.</para>
/// <para>Ioffe, Szegedy: "Batch normalization: accelerating deep network training by reducing internal covariate shift", 2015.</para>
/// </remarks>
/// <example><code>KerasTensor y = new BatchNormalization().Apply(new Input(14, 14, 32));   // (None, 14, 14, 32)</code></example>
public sealed class BatchNormalization : Layer
{
    private Variable? _gamma, _beta, _movingMean, _movingVariance;

    /// <summary>The axis of the channels; -1 is the last.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>How much of the moving averages stays at each step.</summary>
    public float Momentum { get; init => field = Require.Fraction(value); } = 0.99f;

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

    /// <summary>First value of the moving mean.</summary>
    public Initializer MovingMeanInitializer { get; init; } = new Zeros();

    /// <summary>First value of the moving variance.</summary>
    public Initializer MovingVarianceInitializer { get; init; } = new Ones();

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int axis = Axes.Normalize(Axis, input.Rank, $"{this}");
        int channels = axis > 0 && input[axis] != Shape.Unknown ? input[axis]
            : throw new ShapeException($"{this}", $"a known length at axis {Axis}, which is not the batch", $"{input}");
        _gamma = Scale ? AddWeight("gamma", [channels], GammaInitializer) : null;
        _beta = Center ? AddWeight("beta", [channels], BetaInitializer) : null;
        _movingMean = AddWeight("moving_mean", [channels], MovingMeanInitializer, trainable: false);
        _movingVariance = AddWeight("moving_variance", [channels], MovingVarianceInitializer, trainable: false);
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        int axis = Axes.Normalize(Axis, x.Rank, $"{this}");
        if (!training || !Trainable)
            return Normalize(x, axis, _movingMean!, _movingVariance!);
        var (mean, variance) = Moments(x, axis);
        _movingMean!.Assign(Average(_movingMean, mean));
        _movingVariance!.Assign(Average(_movingVariance, variance));
        KerasTensor y = Normalize(x, axis, mean, variance);
        KerasTensor gamma = _gamma ?? Ops.Constant(1), beta = _beta ?? Ops.Constant(0);
        return axis == x.Rank - 1 ? KerasTensor.Of(new BatchNormalizationOp(Epsilon), x, mean, variance, gamma, beta, y) : y;
    }

    private KerasTensor Normalize(KerasTensor x, int axis, KerasTensor mean, KerasTensor variance)
    {
        KerasTensor factor = 1 / (variance + Epsilon).Sqrt();
        if (_gamma is not null)
            factor *= _gamma;
        KerasTensor y = (x - AlongAxis(mean, x, axis)) * AlongAxis(factor, x, axis);
        return _beta is null ? y : y + AlongAxis(_beta, x, axis);
    }

    // Images have their channels last; another axis is rare, and slower.
    private static (KerasTensor Mean, KerasTensor Variance) Moments(KerasTensor x, int axis)
    {
        if (axis == x.Rank - 1)
            return MomentsOp.Of(x);
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        KerasTensor mean = x.Mean(others);
        return (mean, (x - AlongAxis(mean, x, axis)).Square().Mean(others));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["axis"] = Axis;
        config["momentum"] = Momentum;
        config["epsilon"] = Epsilon;
        config["center"] = Center;
        config["scale"] = Scale;
        config["beta_initializer"] = BetaInitializer.Serialize();
        config["gamma_initializer"] = GammaInitializer.Serialize();
        config["moving_mean_initializer"] = MovingMeanInitializer.Serialize();
        config["moving_variance_initializer"] = MovingVarianceInitializer.Serialize();
        config["beta_regularizer"] = null;
        config["gamma_regularizer"] = null;
        config["beta_constraint"] = null;
        config["gamma_constraint"] = null;
        config["synchronized"] = false;
    }

    internal static BatchNormalization FromConfig(JsonObject config)
    {
        JsonNode? axis = config["axis"] is JsonArray { Count: 1 } one ? one[0] : config["axis"];
        return new()
        {
            Name = (string)config["name"]!,
            Axis = (int?)axis ?? -1,
            Momentum = (float?)config["momentum"] ?? 0.99f,
            Epsilon = (float?)config["epsilon"] ?? 1e-3f,
            Center = (bool?)config["center"] ?? true,
            Scale = (bool?)config["scale"] ?? true,
            BetaInitializer = Initializer.Deserialize(config["beta_initializer"]) ?? new Zeros(),
            GammaInitializer = Initializer.Deserialize(config["gamma_initializer"]) ?? new Ones(),
            MovingMeanInitializer = Initializer.Deserialize(config["moving_mean_initializer"]) ?? new Zeros(),
            MovingVarianceInitializer = Initializer.Deserialize(config["moving_variance_initializer"]) ?? new Ones(),
        };
    }

    private KerasTensor Average(KerasTensor moving, KerasTensor batch) => (moving * Momentum) + (batch * Complement.Of(Momentum));

    // A channel's number where it broadcasts along the other axes.
    private static KerasTensor AlongAxis(KerasTensor channels, KerasTensor x, int axis)
    {
        if (axis == x.Rank - 1)
            return channels;
        int[] lengths = [.. Enumerable.Repeat(1, x.Rank)];
        lengths[axis] = x.Shape[axis];
        return channels.Reshape([.. lengths]);
    }
}
