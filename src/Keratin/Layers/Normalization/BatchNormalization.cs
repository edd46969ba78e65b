using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Brings each channel to mean 0 and variance 1: <c>gamma · (x - mean) / √(variance + epsilon) + beta</c>.</summary>
/// <remarks>
/// <para>In training mean and (biased) variance are the batch's, and the moving ones follow: <c>moving · momentum + batch · (1 - momentum)</c>. Else, and
/// when the layer is frozen, the moving ones are used.</para>
/// <para><b>Input</b> any shape with at least two axes. <b>Output</b> the same.</para>
/// <para><b>Weights</b> <c>gamma</c>, <c>beta</c>, <c>moving_mean</c>, <c>moving_variance</c>, each as long as the axis.</para>
/// <para>With <see cref="Renorm"/> there are also <c>moving_stddev</c>, <c>renorm_mean</c>, <c>renorm_stddev</c>.</para>
/// <para>Where the input has a mask, mean and variance of a batch are those of what it does not hide.</para>
/// <para>Ioffe, Szegedy: "Batch normalization: accelerating deep network training by reducing internal covariate shift", 2015.</para>
/// </remarks>
/// <example><code>KerasTensor y = new BatchNormalization().Apply(new Input(14, 14, 32));   // (None, 14, 14, 32)</code></example>
public sealed class BatchNormalization : Layer
{
    // Added to the number of elements that a mask leaves, as Keras does.
    private const float Fuzz = 1e-7f;

    private Variable? _gamma, _beta, _movingMean, _movingVariance;
    private BatchRenormalization? _renormalization;

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

    /// <summary>A term of the loss that grows with beta.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A term of the loss that grows with gamma.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What beta is brought back to after each update.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What gamma is brought back to after each update.</summary>
    public Constraint? GammaConstraint { get; init; }

    /// <summary>Whether several devices share their statistics. There is one here, so it changes nothing; files keep it.</summary>
    public bool Synchronized { get; init; }

    /// <summary>Whether training corrects a batch's statistics by moving ones, for small batches: batch renormalization (Ioffe 2017).</summary>
    public bool Renorm { get; init; }

    /// <summary>Limits of the correction; none by default.</summary>
    public RenormClipping RenormClipping
    {
        get;
        init => field = !(value.RMin > value.RMax) && !(value.DMax < 0) ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, "'RMin' of the limits is at most 'RMax', and 'DMax' at least 0.");
    }

    /// <summary>How much of the statistics that correct stays at each step.</summary>
    public float RenormMomentum { get; init => field = Require.Fraction(value); } = 0.99f;

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int axis = Axes.Normalize(Axis, input.Rank, $"{this}");
        int channels = axis > 0 && input[axis] != Shape.Unknown ? input[axis]
            : throw new ShapeException($"{this}", $"a known length at axis {Axis}, which is not the batch", $"{input}");
        _gamma = Scale ? AddWeight("gamma", [channels], GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint) : null;
        _beta = Center ? AddWeight("beta", [channels], BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint) : null;
        _movingMean = AddWeight("moving_mean", [channels], MovingMeanInitializer, trainable: false);
        _movingVariance = AddWeight("moving_variance", [channels], MovingVarianceInitializer, trainable: false);
        if (Renorm)
        {
            Variable Add(string name, Initializer initializer) => AddWeight(name, [channels], initializer, trainable: false);
            // Standard deviations begin as roots of the first variance.
            Variable stddev = Add("moving_stddev", MovingVarianceInitializer), mean = Add("renorm_mean", MovingMeanInitializer);
            _renormalization = new(this, stddev, mean, Add("renorm_stddev", MovingVarianceInitializer));
        }
    }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training)
    {
        ArgumentNullException.ThrowIfNull(x);
        int axis = Axes.Normalize(Axis, x.Rank, $"{this}");
        if (!training || !Trainable)
            return Normalize(x, axis, _movingMean!, _movingVariance!, _gamma?.ToKerasTensor(), _beta?.ToKerasTensor());
        var (mean, variance) = MaskOf(x) is { } mask ? Moments(x, mask, axis) : Moments(x, axis);
        KerasTensor? gamma = _gamma?.ToKerasTensor(), beta = _beta?.ToKerasTensor();
        if (_renormalization is { } renormalization)
        {
            (gamma, beta) = renormalization.Correct(mean, variance, gamma, beta);
            _movingMean!.Assign(Average(_movingMean, mean));
            _movingVariance!.Assign(renormalization.Follow(mean, variance));
        }
        else
        {
            _movingMean!.Assign(Average(_movingMean, mean));
            _movingVariance!.Assign(Average(_movingVariance, variance));
        }
        KerasTensor y = Normalize(x, axis, mean, variance, gamma, beta);
        bool hasOwnGradient = axis == x.Rank - 1 && MaskOf(x) is null;
        return hasOwnGradient ? KerasTensor.Of(new BatchNormalizationOp(Epsilon), x, mean, variance, gamma ?? Ops.Constant(1), beta ?? Ops.Constant(0), y) : y;
    }

    internal KerasTensor Average(KerasTensor moving, KerasTensor batch) => (moving * Momentum) + (batch * Complement.Of(Momentum));

    private KerasTensor Normalize(KerasTensor x, int axis, KerasTensor mean, KerasTensor variance, KerasTensor? gamma, KerasTensor? beta)
    {
        KerasTensor factor = 1 / (variance + Epsilon).Sqrt();
        if (gamma is not null)
            factor *= gamma;
        KerasTensor y = (x - AlongAxis(mean, x, axis)) * AlongAxis(factor, x, axis);
        return beta is null ? y : y + AlongAxis(beta, x, axis);
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

    // Of what the mask (batch, …), without the last axis, does not hide.
    private (KerasTensor Mean, KerasTensor Variance) Moments(KerasTensor x, KerasTensor mask, int axis)
    {
        if (mask.Rank != x.Rank - 1)
            throw new ShapeException($"{this}", $"a mask of rank {x.Rank - 1}", $"{mask.Shape} for {x.Shape}");
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        KerasTensor shown = mask.ExpandDims(-1).BroadcastTo(x.Shape), zero = Ops.Constant(0), count = shown.Sum(others) + Fuzz;
        KerasTensor mean = shown.Where(x, zero).Sum(others) / count;
        return (mean, shown.Where(x - AlongAxis(mean, x, axis), zero).Square().Sum(others) / count);
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
        config["beta_regularizer"] = BetaRegularizer?.Serialize();
        config["gamma_regularizer"] = GammaRegularizer?.Serialize();
        config["beta_constraint"] = BetaConstraint?.Serialize();
        config["gamma_constraint"] = GammaConstraint?.Serialize();
        config["synchronized"] = Synchronized;
        config["renorm"] = Renorm;
        config["renorm_clipping"] = RenormClipping.ToJson(Renorm);
        config["renorm_momentum"] = RenormMomentum;
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
            BetaRegularizer = Regularizer.Deserialize(config["beta_regularizer"]),
            GammaRegularizer = Regularizer.Deserialize(config["gamma_regularizer"]),
            BetaConstraint = Constraint.Deserialize(config["beta_constraint"]),
            GammaConstraint = Constraint.Deserialize(config["gamma_constraint"]),
            Synchronized = (bool?)config["synchronized"] ?? false,
            Renorm = (bool?)config["renorm"] ?? false,
            RenormClipping = RenormClipping.Read(config["renorm_clipping"]),
            RenormMomentum = (float?)config["renorm_momentum"] ?? 0.99f,
        };
    }

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
