using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Attention of several heads: each sees projections of its own, <c>softmax(q · kᵀ / √keyDim) · v</c>, and what all give is projected again.</summary>
/// <remarks>
/// <para><b>Input</b> query <c>(batch, T, dim)</c>, value <c>(batch, S, dim)</c> and, if it is not the value, key <c>(batch, S, dim)</c>; with more
/// axes see <see cref="AttentionAxes"/>. <b>Output</b> <c>(batch, T, dim of the query)</c>; with <c>return_attention_scores</c> also the weights,
/// <c>(batch, heads, T, S)</c>.</para>
/// <para><b>Weights</b> <c>kernel</c> and <c>bias</c> of the projections: <c>(dim, heads, keyDim)</c> of query and key, <c>(dim, heads, valueDim)</c> of the
/// value and the gate, <c>(heads, valueDim, dim)</c> of the output.</para>
/// <para><b>Masks</b> of query, value and key, <c>attention_mask</c>, the causal mask and the window all have to allow what is seen. The output has the
/// query's mask. The inputs keep theirs: Keras takes them off while it runs, so that what a later layer sees of a shared input depends on the order.</para>
/// <para><b>Arguments</b> <c>attention_mask</c>, <c>use_causal_mask</c>, <c>return_attention_scores</c>.</para>
/// <para>Vaswani, Shazeer, Parmar, Uszkoreit, Jones, Gomez, Kaiser, Polosukhin: "Attention is all you need", NIPS 2017.</para>
/// </remarks>
/// <param name="numHeads">Number of heads.</param>
/// <param name="keyDim">Length of each head's queries and keys.</param>
/// <example><code>KerasTensor y = new MultiHeadAttention(2, 8).Apply(new Input(5, 16), new Input(7, 16), useCausalMask: true);   // (None, 5, 16)</code></example>
public sealed class MultiHeadAttention(int numHeads, int keyDim) : HeadedAttention
{
    private IReadOnlyList<int>? _resolved;

    /// <summary>Number of heads.</summary>
    public int NumHeads { get; } = Require.Positive(numHeads);

    /// <summary>Length of each head's queries and keys.</summary>
    public int KeyDim { get; } = Require.Positive(keyDim);

    /// <summary>Length of each head's values; by default as <see cref="KeyDim"/>.</summary>
    public int ValueDim { get; init => field = Require.Positive(value); } = keyDim;

    /// <summary>What the output has in place of the query's last axis; null for the same length.</summary>
    public Shape? PartialOutputShape { get; init; }

    /// <summary>The axes along which queries see keys, counted with the batch; null for all but the batch and the last. Once the layer is built from 1.</summary>
    public IReadOnlyList<int>? AttentionAxes { get => _resolved ?? field; init; }

    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => !IsBuilt ? [] :
    [
        ("query_dense", QueryDense!), ("key_dense", KeyDense!), ("value_dense", ValueDense!), ("output_dense", OutputDense!),
        .. GateDense is null ? Array.Empty<(string, Layer)>() : [("_gate_dense", GateDense)],
    ];

    private protected override HeadSizes Sizes => new(NumHeads, NumHeads, KeyDim, ValueDim);

    private protected override Shape? ResultShape => PartialOutputShape;

    private protected override IReadOnlyList<int> ResolveAxes(int rank)
    {
        int[] axes = [.. AttentionAxes?.Select(axis => axis >= 0 ? axis : rank + axis) ?? base.ResolveAxes(rank)];
        if (axes.Length == 0 || axes.Distinct().Count() != axes.Length || axes.Any(axis => axis < 1 || axis > rank - 2))
            throw new ShapeException($"{this}", $"different attention axes from 1 to {rank - 2} for inputs of rank {rank}", $"({string.Join(", ", AttentionAxes ?? [])})");
        return _resolved = axes;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["num_heads"] = NumHeads;
        config["key_dim"] = KeyDim;
        config["value_dim"] = ValueDim;
        config["dropout"] = Dropout;
        config["use_bias"] = UseBias;
        config["use_gate"] = UseGate;
        config["output_shape"] = PartialOutputShape is null ? null : LayerConfig.ToJson(PartialOutputShape);
        config["attention_axes"] = AttentionAxes is null ? null : AxisConfig.ToArray(AttentionAxes);
        config["sliding_window"] = SlidingWindow;
        WriteWeightConfig(config);
    }

    internal static MultiHeadAttention FromConfig(JsonObject config) => new((int)config["num_heads"]!, (int)config["key_dim"]!)
    {
        Name = (string)config["name"]!,
        ValueDim = (int?)config["value_dim"] ?? (int)config["key_dim"]!,
        Dropout = (float?)config["dropout"] ?? 0,
        UseBias = (bool?)config["use_bias"] ?? true,
        UseGate = (bool?)config["use_gate"] ?? false,
        PartialOutputShape = config["output_shape"] is { } shape ? [.. AxisConfig.Read(shape)] : null,
        AttentionAxes = config["attention_axes"] is { } axes ? AxisConfig.Read(axes) : null,
        SlidingWindow = (int?)config["sliding_window"],
        KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
        BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
        KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
        BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
        KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]),
        BiasConstraint = Constraint.Deserialize(config["bias_constraint"]),
        Seed = ImageConfig.Seed(config),
    };
}
