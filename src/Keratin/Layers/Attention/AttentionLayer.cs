namespace Keratin.Layers;

/// <summary>Attention without heads: what <see cref="Attention"/> and <see cref="AdditiveAttention"/> share.</summary>
/// <remarks>Queries are scored against keys; a softmax turns the scores of a query into weights, and its output is the weighted mean of the values.</remarks>
public abstract class AttentionLayer : Layer
{
    private const string ReturnScores = "return_attention_scores", UseCausalMask = "use_causal_mask";

    // What Keras takes off the scores of values that do not count.
    private const float Hidden = 1e9f;

    private SeedGenerator? _random;

    private protected AttentionLayer()
    {
    }

    /// <summary>Whether scores are scaled by a weight <c>scale</c>.</summary>
    public bool UseScale { get; init; }

    /// <summary>Fraction of the weights that training sets to 0; 0 by default.</summary>
    public float Dropout { get; init => field = Require.Fraction(value); }

    /// <summary>The same dropout in each program; by default the next seed.</summary>
    public int? Seed { get; init; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ArgumentNames => [ReturnScores, UseCausalMask];

    /// <summary>The output for queries, values and keys.</summary>
    /// <param name="query">Queries, <c>(batch, Tq, dim)</c>.</param>
    /// <param name="value">Values, <c>(batch, Tv, dim)</c>.</param>
    /// <param name="key">Keys, <c>(batch, Tv, dim)</c>; by default the values.</param>
    /// <param name="useCausalMask">Whether a query sees only values up to its own position.</param>
    /// <returns>Shape <c>(batch, Tq, dim of the values)</c>.</returns>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public KerasTensor Apply(KerasTensor query, KerasTensor value, KerasTensor? key = null, bool useCausalMask = false) =>
        ApplyAll(Inputs(query, value, key), Arguments(useCausalMask, returnsScores: false))[0];

    /// <summary>The output, and the weights of the values.</summary>
    /// <inheritdoc cref="Apply(KerasTensor, KerasTensor, KerasTensor?, bool)"/>
    /// <returns>The output, <c>(batch, Tq, dim of the values)</c>, and the weights, <c>(batch, Tq, Tv)</c>.</returns>
    public (KerasTensor Output, KerasTensor Scores) ApplyWithScores(KerasTensor query, KerasTensor value, KerasTensor? key = null, bool useCausalMask = false)
    {
        IReadOnlyList<KerasTensor> results = ApplyAll(Inputs(query, value, key), Arguments(useCausalMask, returnsScores: true));
        return (results[0], results[1]);
    }

    private static KerasTensor[] Inputs(KerasTensor query, KerasTensor value, KerasTensor? key) => key is null ? [query, value] : [query, value, key];

    private static CallArguments Arguments(bool isCausal, bool returnsScores) =>
        new() { Switches = [.. returnsScores ? [ReturnScores] : Array.Empty<string>(), .. isCausal ? [UseCausalMask] : Array.Empty<string>()] };

    /// <inheritdoc/>
    protected override void BuildAll(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckCount(inputs.Count);
        _random = new SeedGenerator(Seed);
        Build(inputs[0]);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, CallArguments arguments, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(arguments);
        CheckCount(inputs.Count);
        if (arguments.Masks.Count == 1)
            throw new ArgumentException($"{this}: expected masks of query and value, null for none; got one mask.", nameof(arguments));
        KerasTensor query = inputs[0], value = inputs[1];
        KerasTensor scores = Score(query, inputs.Count > 2 ? inputs[2] : value);
        if (ScoreMask(scores, MaskOf(value), arguments.Switches.Contains(UseCausalMask)) is { } mask)
            scores = mask.Where(scores, scores - Hidden);
        KerasTensor weights = scores.Softmax();
        if (training && Dropout > 0)
            weights = DropoutMask.Apply(weights, Dropout, weights.Shape, _random!);
        KerasTensor output = weights.MatMul(value);
        if (MaskOf(query) is { } queryMask)
            output = queryMask.ExpandDims(-1).Where(output, Ops.Constant(0));
        return arguments.Switches.Contains(ReturnScores) ? [output, weights] : [output];
    }

    /// <inheritdoc/>
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        return masks[0];
    }

    // How well each key, (…, Tv, dim), fits each query, (…, Tq, dim): (…, Tq, Tv).
    private protected abstract KerasTensor Score(KerasTensor query, KerasTensor key);

    // Each query beside each key, (…, Tq, Tv, dim).
    private protected static KerasTensor Pairs(KerasTensor query, KerasTensor key) => query.ExpandDims(-2) + key.ExpandDims(-3);

    private static KerasTensor? ScoreMask(KerasTensor scores, KerasTensor? valueMask, bool isCausal)
    {
        // As in Keras: one of more axes counts as one of scores, unless there is a causal mask to join.
        KerasTensor? values = isCausal || valueMask?.Rank == 2 ? valueMask?.ExpandDims(-2) : valueMask;
        KerasTensor? causal = isCausal ? AttentionMasks.Causal(scores.Shape[^2], scores.Shape[^1]) : null;
        return AttentionMasks.All([values, causal]);
    }

    private void CheckCount(int count)
    {
        if (count is not (2 or 3))
            throw new ShapeException($"{this}", "query and value, or query, value and key", $"{count} input{(count == 1 ? "" : "s")}");
    }
}
