using System.Text.Json.Nodes;
using Keratin.Activations;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Attention with heads: what <see cref="MultiHeadAttention"/> and <see cref="GroupQueryAttention"/> share.</summary>
/// <remarks>Regularizers, constraints and <see cref="Layer.ActivityRegularizer"/> hold for each of the projections.</remarks>
public abstract class HeadedAttention : Layer
{
    private const string AttentionMask = "attention_mask", ReturnScores = "return_attention_scores", UseCausalMask = "use_causal_mask";

    // What Keras' fused attention takes for scores that do not count.
    private const float Hidden = -0.7f * float.MaxValue;

    private HeadEquations? _equations;
    private IReadOnlyList<int> _axes = [];
    private Softmax? _softmax;
    private SeedGenerator? _random;

    private protected HeadedAttention()
    {
    }

    /// <summary>Fraction of the weights that training sets to 0; 0 by default.</summary>
    public float Dropout { get; init => field = Require.Fraction(value); }

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>Whether what the heads give is multiplied by <c>sigmoid</c> of a further projection of the query.</summary>
    public bool UseGate { get; init; }

    /// <summary>A query sees keys less than so many positions away, on either side; null for all.</summary>
    public int? SlidingWindow { get; init => field = value is { } window ? Require.Positive(window) : null; }

    /// <summary>First value of the projections' kernels.</summary>
    public Initializer KernelInitializer { get; init; } = new GlorotUniform();

    /// <summary>First value of the projections' biases.</summary>
    public Initializer BiasInitializer { get; init; } = new Zeros();

    /// <summary>A term of the loss that grows with the kernels.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A term of the loss that grows with the biases.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernels are brought back to after each update.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the biases are brought back to after each update.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The same dropout in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <summary>The projection of the query; null before the layer is built.</summary>
    public EinsumDense? QueryDense { get; private set; }

    /// <summary>The projection of the key; null before the layer is built.</summary>
    public EinsumDense? KeyDense { get; private set; }

    /// <summary>The projection of the value; null before the layer is built.</summary>
    public EinsumDense? ValueDense { get; private set; }

    /// <summary>The projection of the query to the gate; null before the layer is built, and without <see cref="UseGate"/>.</summary>
    public EinsumDense? GateDense { get; private set; }

    /// <summary>The projection of what the heads give; null before the layer is built.</summary>
    public EinsumDense? OutputDense { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Sublayers =>
        [.. new Layer?[] { QueryDense, KeyDense, GateDense, ValueDense, OutputDense }.OfType<Layer>()];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ArgumentNames => [AttentionMask, ReturnScores, UseCausalMask];

    internal override IReadOnlyList<string> InputArguments => ["query", "value", "key"];

    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    // The projections have it instead.
    private protected override bool RegularizesResults => false;

    private protected abstract HeadSizes Sizes { get; }

    /// <summary>The output for queries, values and keys.</summary>
    /// <param name="query">Queries, <c>(batch, T, dim)</c>.</param>
    /// <param name="value">Values, <c>(batch, S, dim)</c>.</param>
    /// <param name="key">Keys, <c>(batch, S, dim)</c>; by default the values.</param>
    /// <param name="attentionMask">1 where a query may see a key, else 0: <c>(T, S)</c>, <c>(batch, T, S)</c> or <c>(batch, heads, T, S)</c>.</param>
    /// <param name="useCausalMask">Whether a query sees only keys up to its own position.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? attentionMask = null, bool useCausalMask = false) =>
        ApplyAll(Inputs(query, value, key), Arguments(attentionMask, useCausalMask, returnsScores: false))[0];

    /// <summary>The output, and the weights of the values.</summary>
    /// <inheritdoc cref="Apply(KerasTensor, KerasTensor, KerasTensor?, KerasTensor?, bool)"/>
    /// <returns>The output, and the weights before dropout, <c>(batch, heads, T, S)</c>.</returns>
    public (KerasTensor Output, KerasTensor Scores) ApplyWithScores(
        KerasTensor query, KerasTensor value, KerasTensor? key = null, KerasTensor? attentionMask = null, bool useCausalMask = false)
    {
        IReadOnlyList<KerasTensor> results = ApplyAll(Inputs(query, value, key), Arguments(attentionMask, useCausalMask, returnsScores: true));
        return (results[0], results[1]);
    }

    private static KerasTensor[] Inputs(KerasTensor query, KerasTensor value, KerasTensor? key) => key is null ? [query, value] : [query, value, key];

    private static CallArguments Arguments(KerasTensor? mask, bool isCausal, bool returnsScores) => new()
    {
        Tensors = mask is null ? new Dictionary<string, KerasTensor>() : new() { [AttentionMask] = mask },
        Switches = [.. returnsScores ? [ReturnScores] : Array.Empty<string>(), .. isCausal ? [UseCausalMask] : Array.Empty<string>()],
    };

    /// <inheritdoc/>
    protected override void BuildAll(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Check(inputs);
        Shape query = inputs[0], value = inputs[1], key = inputs.Count > 2 ? inputs[2] : value;
        HeadSizes sizes = Sizes;
        _axes = ResolveAxes(query.Rank);
        _equations = HeadEquations.Of(query.Rank, _axes);
        QueryDense = Project("query", query, 1, [sizes.Queries, sizes.KeyLength]);
        KeyDense = Project("key", key, 1, [sizes.KeyValues, sizes.KeyLength]);
        GateDense = UseGate ? Project("gate", query, 1, [sizes.Queries, sizes.ValueLength], "sigmoid") : null;
        ValueDense = Project("value", value, 1, [sizes.KeyValues, sizes.ValueLength]);
        OutputDense = Project("attention_output", [.. query[..^1], sizes.Queries, sizes.ValueLength], 2, ResultShape ?? [query[^1]]);
        int rank = query.Rank + _axes.Count;
        _softmax = new Softmax([.. Enumerable.Range(rank - _axes.Count, _axes.Count)]) { Name = "softmax" };
        _random = new SeedGenerator(Seed);
    }

    // What the output has in place of the query's last axis; null for the same length.
    private protected virtual Shape? ResultShape => null;

    // The axes along which queries see keys, from 1.
    private protected virtual IReadOnlyList<int> ResolveAxes(int rank) => [.. Enumerable.Range(1, rank - 2)];

    private protected virtual void Check(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count is not (2 or 3))
            throw new ShapeException($"{this}", "query and value, or query, value and key", $"{inputs.Count} input{(inputs.Count == 1 ? "" : "s")}");
        string got = string.Join(", ", inputs);
        if (inputs[0].Rank < 3 || inputs.Any(input => input.Rank != inputs[0].Rank))
            throw new ShapeException($"{this}", "inputs (batch, …, dim) of one rank of 3 or more", got);
        if (inputs.Count > 2 && !inputs[1][1..^1].SequenceEqual(inputs[2][1..^1]))
            throw new ShapeException($"{this}", "value and key with equal lengths, except the last", got);
    }

    private EinsumDense Project(string name, Shape input, int bound, Shape lengths, ActivationFunction? activation = null)
    {
        int free = input.Rank - bound;
        var (equation, added) = HeadEquations.Projection(free, bound, lengths.Rank);
        var dense = new EinsumDense(equation, [.. Enumerable.Repeat(Shape.Unknown, free - 1), .. lengths], activation)
        {
            Name = name,
            BiasAxes = UseBias ? added : null,
            KernelInitializer = KernelInitializer,
            BiasInitializer = BiasInitializer,
            KernelRegularizer = KernelRegularizer,
            BiasRegularizer = BiasRegularizer,
            ActivityRegularizer = ActivityRegularizer,
            KernelConstraint = KernelConstraint,
            BiasConstraint = BiasConstraint,
            Trainable = Trainable,
        };
        dense.EnsureBuilt(input);
        foreach (Variable weight in dense.Weights)
            weight.Path = $"{Name}/{weight.Path}";
        return dense;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, CallArguments arguments, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(arguments);
        Check([.. inputs.Select(input => input.Shape)]);
        KerasTensor query = inputs[0], value = inputs[1], key = inputs.Count > 2 ? inputs[2] : value;
        KerasTensor? mask = MaskOfScores(inputs, arguments);
        bool returnsScores = arguments.Switches.Contains(ReturnScores);
        int repeats = Sizes.Queries / Sizes.KeyValues;
        KerasTensor gate = UseGate ? GateDense!.Apply(query) : Ops.Constant(1);
        KerasTensor queries = QueryDense!.Apply(query), keys = Repeat(KeyDense!.Apply(key), repeats), values = Repeat(ValueDense!.Apply(value), repeats);
        KerasTensor weights = Weigh(queries * (float)(1 / Math.Sqrt(Sizes.KeyLength)), keys, mask, isFused: Dropout == 0 && !returnsScores && query.Rank == 3);
        KerasTensor dropped = training && Dropout > 0 ? DropoutMask.Apply(weights, Dropout, weights.Shape, _random!) : weights;
        KerasTensor heads = Ops.Einsum(_equations!.Output, dropped, values);
        KerasTensor output = OutputDense!.Apply(UseGate ? heads * gate : heads);
        return returnsScores ? [output, weights] : [output];
    }

    // Keras' fused attention gives a query that sees nothing the mean of all values; the other way, which it takes with dropout or scores, gives 0.
    private KerasTensor Weigh(KerasTensor queries, KerasTensor keys, KerasTensor? mask, bool isFused)
    {
        KerasTensor scores = Ops.Einsum(_equations!.Scores, keys, queries);
        if (mask is null)
            return _softmax!.Apply(scores);
        mask = AttentionMasks.Expand($"{this}", mask, scores.Rank, 2 * _axes.Count);
        return isFused
            ? mask.Where(scores, Ops.Constant(Hidden)).Softmax()
            : _softmax!.Apply([scores], new CallArguments { Mask = mask });
    }

    private KerasTensor? MaskOfScores(IReadOnlyList<KerasTensor> inputs, CallArguments arguments)
    {
        int queries = inputs[0].Shape[1], values = inputs[1].Shape[1];
        return AttentionMasks.All([
            MaskOf(inputs[0])?.ExpandDims(-1),
            MaskOf(inputs[1])?.ExpandDims(-2),
            inputs.Count > 2 ? MaskOf(inputs[2])?.ExpandDims(-2) : null,
            arguments.Switches.Contains(UseCausalMask) ? AttentionMasks.Causal(queries, values) : null,
            SlidingWindow is { } window ? AttentionMasks.Window(queries, values, window) : null,
            arguments.Tensors.GetValueOrDefault(AttentionMask),
        ]);
    }

    private static KerasTensor Repeat(KerasTensor heads, int repeats) => repeats == 1 ? heads : heads.Repeat(repeats, heads.Rank - 2);

    private protected void WriteWeightConfig(JsonObject config)
    {
        config["kernel_initializer"] = KernelInitializer.Serialize();
        config["bias_initializer"] = BiasInitializer.Serialize();
        config["kernel_regularizer"] = KernelRegularizer?.Serialize();
        config["bias_regularizer"] = BiasRegularizer?.Serialize();
        config["activity_regularizer"] = null;
        config["kernel_constraint"] = KernelConstraint?.Serialize();
        config["bias_constraint"] = BiasConstraint?.Serialize();
        config["seed"] = Seed;
    }
}
