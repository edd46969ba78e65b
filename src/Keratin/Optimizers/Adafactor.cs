using System.Text.Json.Nodes;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Keeps the mean squares of a matrix as its rows' and columns' means: with <c>β = 1 - t^beta2Decay</c> and <c>s = g² + ε₁</c> it is
/// <c>r ← β·r + (1 - β) · mean(s, last axis)</c>, <c>c ← β·c + (1 - β) · mean(s, last but one)</c>, <c>v = r / mean(r) · c</c>, <c>u = g / √v</c>,
/// <c>w ← w - max(ε₂, rms(w)) · min(lr, 1 / √t) · u / max(1, rms(u) / clipThreshold)</c>. Of weights with one axis or none, v itself is averaged.
/// </summary>
/// <remarks>Shazeer, Stern: "Adafactor: adaptive learning rates with sublinear memory cost", 2018. Like Keras it keeps v too.</remarks>
/// <param name="learningRate">Largest size of a step, in parts of the weight's own, or a schedule; 0.001 by default.</param>
/// <param name="beta2Decay">How fast the means begin to last longer.</param>
/// <param name="epsilon1">Added to the squares.</param>
/// <param name="epsilon2">The least size that a weight is taken to have.</param>
/// <param name="clipThreshold">A step whose root mean square is larger is shortened to it.</param>
/// <param name="relativeStep">Whether the step is at most 1 / √t. In Keras it is so in any case, thus here; the configuration keeps it.</param>
/// <example><code>model.Compile(new Adafactor(0.01f), "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Adafactor(
    LearningRateSchedule? learningRate = null, float beta2Decay = -0.8f, float epsilon1 = 1e-30f, float epsilon2 = 1e-3f, float clipThreshold = 1,
    bool relativeStep = true) : Optimizer(learningRate ?? 0.001f)
{
    private readonly List<Variable> _rows = [], _columns = [], _velocities = [];
    private KerasTensor? _stays, _rho;

    /// <summary>How fast the means begin to last longer.</summary>
    public float Beta2Decay { get; } = beta2Decay;

    /// <summary>Added to the squares.</summary>
    public float Epsilon1 { get; } = Require.NotNegative(epsilon1);

    /// <summary>The least size that a weight is taken to have.</summary>
    public float Epsilon2 { get; } = Require.NotNegative(epsilon2);

    /// <summary>A step whose root mean square is larger is shortened to it.</summary>
    public float ClipThreshold { get; } = Require.Positive(clipThreshold);

    /// <summary>Whether the step is at most 1 / √t.</summary>
    public bool RelativeStep { get; } = relativeStep;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        foreach (Variable weight in weights)
        {
            // Files have a number in the place of what a vector does not need.
            Shape shape = weight.Shape;
            bool isFactored = shape.Rank >= 2;
            _rows.Add(AddVariable(weight.Name, isFactored ? shape[..^1] : Shape.Scalar));
            _columns.Add(AddVariable(weight.Name, isFactored ? [.. shape[..^2], shape[^1]] : Shape.Scalar));
            _velocities.Add(AddSlot(weight, "velocity"));
        }
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step) =>
        (_stays, _rho) = (1 - step.Power(Ops.Constant(Beta2Decay)), rate.Minimum(1 / step.Sqrt()));

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        KerasTensor squares = gradient.Square() + Epsilon1;
        KerasTensor v = weight.Rank >= 2 ? Product(index, squares) : Mean(_velocities[index], squares);
        _velocities[index].Assign(v);
        KerasTensor u = gradient / v.Sqrt(), shortened = (RootMeanSquare(u) / ClipThreshold).Maximum(Ops.Constant(1));
        return weight - (u / shortened * (RootMeanSquare(weight).Maximum(Ops.Constant(Epsilon2)) * _rho!));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        config["beta_2_decay"] = Beta2Decay;
        config["epsilon_1"] = Epsilon1;
        config["epsilon_2"] = Epsilon2;
        config["clip_threshold"] = ClipThreshold;
        config["relative_step"] = RelativeStep;
    }

    private KerasTensor Product(int index, KerasTensor squares)
    {
        KerasTensor rows = Mean(_rows[index], squares.Mean([-1])), columns = Mean(_columns[index], squares.Mean([-2]));
        _rows[index].Assign(rows);
        _columns[index].Assign(columns);
        KerasTensor shares = rows / rows.Mean([-1], keepDims: true);
        return shares.Reshape([.. rows.Shape, 1]) * columns.Reshape([.. rows.Shape[..^1], 1, columns.Shape[^1]]);
    }

    private KerasTensor Mean(Variable before, KerasTensor now) => (before * _stays!) + (now * (1 - _stays!));

    private static KerasTensor RootMeanSquare(KerasTensor x) => x.Square().Mean().Sqrt();
}
