using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keratin.Optimizers.Schedules;

namespace Keratin.Optimizers;

/// <summary>
/// Momentum made orthogonal, for matrices: <c>m ← μ·m + g</c>, <c>w ← w - lr · rmsRate · √max(rows, columns) · O(g + μ·m)</c>, where O brings all
/// singular values near to 1. All other weights, embeddings and what <see cref="ExcludeLayers"/> names, take steps of <see cref="AdamW"/>.
/// </summary>
/// <remarks>
/// <para>Jordan et al.: "Muon: an optimizer for hidden layers in neural networks", 2024; the size of the step: Liu et al.: "Muon is scalable for LLM
/// training", 2025. O is a number of Newton and Schulz' steps <c>X ← a·X + (b·A + c·A²)·X</c> with <c>A = X·Xᵀ</c>, beginning with the matrix over
/// its length; with the usual a, b, c they go on swinging between 0.7 and 1.2, which is near enough.</para>
/// <para>Exclude the last layer, the one that gives the scores. Kernels of convolutions have four axes and go by AdamW, as in Keras.</para>
/// </remarks>
/// <example><code>model.Compile(new Muon(1e-3f) { ExcludeLayers = ["logits"] }, "categorical_crossentropy", ["accuracy"]);</code></example>
public sealed class Muon : Optimizer
{
    private readonly List<Variable> _momenta = [];
    private readonly List<Variable?> _velocities = [];
    private KerasTensor? _alpha;

    /// <summary>Muon with the settings of Keras.</summary>
    /// <param name="learningRate">Size of a step, or a schedule; 0.001 by default.</param>
    public Muon(LearningRateSchedule? learningRate = null)
        : base(learningRate ?? 0.001f) => WeightDecay = 0.004f;

    /// <summary>How much of the mean stays where steps are AdamW's.</summary>
    public float AdamBeta1 { get; init => field = Require.Fraction(value); } = 0.9f;

    /// <summary>How much of the mean square stays where steps are AdamW's.</summary>
    public float AdamBeta2 { get; init => field = Require.Fraction(value); } = 0.999f;

    /// <summary>The weight decay where steps are AdamW's; null for none.</summary>
    public float? AdamWeightDecay { get; init; } = 0.004f;

    /// <summary>Added to the root where steps are AdamW's.</summary>
    public float Epsilon { get; init => field = Require.NotNegative(value); } = 1e-7f;

    /// <summary>Steps of AdamW have this part of the learning rate.</summary>
    public float AdamLRRatio { get; init; } = 1;

    /// <summary>Weights in whose path one of these is found go by AdamW. Regular expressions, as in Keras.</summary>
    public IReadOnlyList<string> ExcludeLayers { get; init; } = [];

    /// <summary>Whether embeddings go by AdamW.</summary>
    public bool ExcludeEmbeddings { get; init; } = true;

    /// <summary>The a of Newton and Schulz' steps.</summary>
    public float MuonA { get; init; } = 3.4445f;

    /// <summary>The b of Newton and Schulz' steps.</summary>
    public float MuonB { get; init; } = -4.7750f;

    /// <summary>The c of Newton and Schulz' steps.</summary>
    public float MuonC { get; init; } = 2.0315f;

    /// <summary>How much of the momentum stays: μ.</summary>
    public float Momentum { get; init => field = Require.Fraction(value); } = 0.95f;

    /// <summary>Number of Newton and Schulz' steps.</summary>
    public int NSSteps { get; init => field = Require.Positive(value); } = 5;

    /// <summary>Whether Nesterov's form <c>g + μ·m</c> is made orthogonal, or m itself.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>What the root mean square of a step of size 1 is; null leaves out the factor <c>rmsRate · √max(rows, columns)</c>.</summary>
    public float? RMSRate { get; init; } = 0.2f;

    /// <inheritdoc/>
    protected override void BuildSlots(IReadOnlyList<Variable> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (Variable weight in weights)
        {
            _momenta.Add(AddSlot(weight, "momentum"));
            _velocities.Add(GoesByAdam(weight) ? AddSlot(weight, "velocity") : null);
        }
    }

    /// <inheritdoc/>
    protected override void BeginStep(KerasTensor rate, KerasTensor step) => _alpha =
        rate * AdamLRRatio * (1 - Ops.Constant(AdamBeta2).Power(step)).Sqrt() / (1 - Ops.Constant(AdamBeta1).Power(step));

    /// <inheritdoc/>
    protected override KerasTensor Update(int index, KerasTensor weight, KerasTensor gradient, KerasTensor rate, KerasTensor step)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (_velocities[index] is { } velocity)
        {
            var op = new AdamUpdateOp(AdamBeta1, AdamBeta2, Epsilon);
            var (next, mean, square) = AdamUpdateOp.Of(op, weight, gradient, _momenta[index], velocity, _alpha!);
            _momenta[index].Assign(mean);
            velocity.Assign(square);
            return next;
        }
        KerasTensor m = _momenta[index];
        m += gradient - (m * Complement.Of(Momentum));
        _momenta[index].Assign(m);
        KerasTensor update = Orthogonal(Nesterov ? gradient + (m * Momentum) : m);
        float scale = RMSRate is { } size ? size * MathF.Sqrt(Math.Max(weight.Shape[0], weight.Shape[1])) : 1;
        return weight - (update * (rate * scale));
    }

    private protected override float? DecayOf(Variable weight) => GoesByAdam(weight) ? AdamWeightDecay : WeightDecay;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["adam_beta_1"] = AdamBeta1;
        config["adam_beta_2"] = AdamBeta2;
        config["epsilon"] = Epsilon;
        config["exclude_layers"] = new JsonArray([.. ExcludeLayers.Select(layer => JsonValue.Create(layer))]);
        config["muon_a"] = MuonA;
        config["muon_b"] = MuonB;
        config["muon_c"] = MuonC;
        config["adam_lr_ratio"] = AdamLRRatio;
        config["momentum"] = Momentum;
        config["ns_steps"] = NSSteps;
        config["nesterov"] = Nesterov;
        config["exclude_embeddings"] = ExcludeEmbeddings;
        config["adam_weight_decay"] = AdamWeightDecay;
        config["rms_rate"] = RMSRate;
    }

    /// <summary>The matrix with all its singular values near to 1.</summary>
    internal KerasTensor Orthogonal(KerasTensor matrix)
    {
        // The smaller of X·Xᵀ and Xᵀ·X, by lying tall matrices down.
        bool isTall = matrix.Shape[0] > matrix.Shape[1];
        KerasTensor x = isTall ? matrix.Transpose() : matrix;
        x /= x.Square().Sum().Sqrt() + 1e-7f;
        for (int step = 0; step < NSSteps; step++)
        {
            KerasTensor a = x.MatMul(false, x, true);
            x = (x * MuonA) + ((a * MuonB) + (a * MuonC).MatMul(a)).MatMul(x);
        }
        return isTall ? x.Transpose() : x;
    }

    private bool GoesByAdam(Variable weight) => weight.Shape.Rank != 2
        || (ExcludeEmbeddings && weight.Path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || ExcludeLayers.Any(pattern => Regex.IsMatch(weight.Path, pattern, RegexOptions.CultureInvariant));
}
