using System.Text.Json.Nodes;
using Keratin.Constraints;
using Keratin.Initializers;
using Keratin.Regularizers;

namespace Keratin.Layers;

/// <summary>Attention of several heads in groups, each of which shares one projection of keys and values.</summary>
/// <remarks>
/// <para><b>Input</b> query <c>(batch, T, dim)</c>, value <c>(batch, S, dim)</c> and, if it is not the value, key <c>(batch, S, …)</c>.
/// <b>Output</b> <c>(batch, T, dim)</c>; with <c>return_attention_scores</c> also the weights, <c>(batch, query heads, T, S)</c>.</para>
/// <para><b>Weights</b> <c>kernel</c> and <c>bias</c> of the projections: <c>(dim, query heads, headDim)</c> of query and gate,
/// <c>(dim, key and value heads, headDim)</c> of key and value, <c>(query heads, headDim, dim)</c> of the output.</para>
/// <para><b>Masks</b> and <b>arguments</b> as of <see cref="MultiHeadAttention"/>.</para>
/// <para>Ainslie, Lee-Thorp, de Jong, Zemlyanskiy, Lebrón, Sanghai: "GQA: training generalized multi-query transformer models from multi-head
/// checkpoints", EMNLP 2023.</para>
/// </remarks>
/// <example><code>KerasTensor y = new GroupQueryAttention(8, 4, 2).Apply(new Input(5, 16), new Input(7, 16));   // (None, 5, 16)</code></example>
public sealed class GroupQueryAttention : HeadedAttention
{
    /// <summary>Attention of heads in groups.</summary>
    /// <param name="headDim">Length of each head's queries, keys and values.</param>
    /// <param name="numQueryHeads">Number of heads of queries.</param>
    /// <param name="numKeyValueHeads">Number of heads of keys and values, a divisor of the other number.</param>
    /// <exception cref="ArgumentException">It does not divide it.</exception>
    public GroupQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads)
    {
        HeadDim = Require.Positive(headDim);
        NumQueryHeads = Require.Positive(numQueryHeads);
        NumKeyValueHeads = Require.Positive(numKeyValueHeads);
        if (numQueryHeads % numKeyValueHeads != 0)
            throw new ArgumentException(
                $"GroupQueryAttention: expected a number of query heads divisible by that of key and value heads; got {numQueryHeads} and {numKeyValueHeads}.",
                nameof(numQueryHeads));
    }

    /// <summary>Length of each head's queries, keys and values.</summary>
    public int HeadDim { get; }

    /// <summary>Number of heads of queries.</summary>
    public int NumQueryHeads { get; }

    /// <summary>Number of heads of keys and values.</summary>
    public int NumKeyValueHeads { get; }

    internal override string OwnClassName => "GroupedQueryAttention";

    // Keras has no public names for them.
    internal override IReadOnlyList<(string Name, Layer Layer)> FileParts => !IsBuilt ? [] :
    [
        .. GateDense is null ? Array.Empty<(string, Layer)>() : [("_gate_dense", GateDense)],
        ("_key_dense", KeyDense!), ("_output_dense", OutputDense!), ("_query_dense", QueryDense!), ("_value_dense", ValueDense!),
    ];

    private protected override HeadSizes Sizes => new(NumQueryHeads, NumKeyValueHeads, HeadDim, HeadDim);

    private protected override void Check(IReadOnlyList<Shape> inputs)
    {
        base.Check(inputs);
        if (inputs[0].Rank != 3 || inputs[0][^1] != inputs[1][^1])
            throw new ShapeException($"{this}", "query (batch, T, dim) and value (batch, S, dim) with one dim", $"{inputs[0]} and {inputs[1]}");
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["head_dim"] = HeadDim;
        config["num_query_heads"] = NumQueryHeads;
        config["num_key_value_heads"] = NumKeyValueHeads;
        config["use_bias"] = UseBias;
        config["use_gate"] = UseGate;
        config["sliding_window"] = SlidingWindow;
        config["dropout"] = Dropout;
        WriteWeightConfig(config);
    }

    internal static GroupQueryAttention FromConfig(JsonObject config) =>
        new((int)config["head_dim"]!, (int)config["num_query_heads"]!, (int)config["num_key_value_heads"]!)
        {
            Name = (string)config["name"]!,
            UseBias = (bool?)config["use_bias"] ?? true,
            UseGate = (bool?)config["use_gate"] ?? false,
            SlidingWindow = (int?)config["sliding_window"],
            Dropout = (float?)config["dropout"] ?? 0,
            KernelInitializer = Initializer.Deserialize(config["kernel_initializer"]) ?? new GlorotUniform(),
            BiasInitializer = Initializer.Deserialize(config["bias_initializer"]) ?? new Zeros(),
            KernelRegularizer = Regularizer.Deserialize(config["kernel_regularizer"]),
            BiasRegularizer = Regularizer.Deserialize(config["bias_regularizer"]),
            KernelConstraint = Constraint.Deserialize(config["kernel_constraint"]),
            BiasConstraint = Constraint.Deserialize(config["bias_constraint"]),
            Seed = ImageConfig.Seed(config),
        };
}
