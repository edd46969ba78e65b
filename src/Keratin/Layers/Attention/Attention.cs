using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Dot-product attention: <c>softmax(query · keyᵀ) · value</c>.</summary>
/// <remarks>
/// <para><b>Input</b> query <c>(batch, Tq, dim)</c>, value <c>(batch, Tv, dim)</c> and, if it is not the value, key <c>(batch, Tv, dim)</c>.
/// <b>Output</b> <c>(batch, Tq, dim of the values)</c>; with <c>return_attention_scores</c> also the weights, <c>(batch, Tq, Tv)</c>.</para>
/// <para><b>Weights</b> <c>scale</c>, <c>()</c>, with <see cref="AttentionLayer.UseScale"/>; <c>concat_score_weight</c>, <c>()</c>, with the score
/// mode <c>concat</c>.</para>
/// <para><b>Masks</b> Values that do not count get no weight; the output of queries that do not count is 0, and has their mask.</para>
/// <para><b>Arguments</b> <c>use_causal_mask</c>, <c>return_attention_scores</c>.</para>
/// <para>Luong, Pham, Manning: "Effective approaches to attention-based neural machine translation", EMNLP 2015.</para>
/// </remarks>
/// <example><code>KerasTensor y = new Attention { UseScale = true }.Apply(new Input(5, 16), new Input(7, 16));   // (None, 5, 16)</code></example>
public sealed class Attention : AttentionLayer
{
    private Variable? _scale, _concatWeight;

    /// <summary>
    /// <c>dot</c>: <c>scale · query · key</c>; <c>concat</c>: <c>concat_score_weight · Σ tanh(scale · (query + key))</c>, a sum over the features.
    /// </summary>
    public string ScoreMode
    {
        get;
        init => field = value is "dot" or "concat" ? value
            : throw new ArgumentException($"Attention: expected a score mode of dot and concat; got '{value}'.", nameof(value));
    } = "dot";

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _scale = UseScale ? AddWeight("scale", Shape.Scalar, "ones") : null;
        _concatWeight = ScoreMode == "concat" ? AddWeight("concat_score_weight", Shape.Scalar, "ones") : null;
    }

    private protected override KerasTensor Score(KerasTensor query, KerasTensor key)
    {
        if (_concatWeight is not null)
            return Scaled(Pairs(query, key)).Tanh().Sum([-1]) * _concatWeight;
        int rank = key.Rank;
        KerasTensor turned = key.Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        return Scaled(query.MatMul(turned));
    }

    private KerasTensor Scaled(KerasTensor x) => _scale is null ? x : x * _scale;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["use_scale"] = UseScale;
        config["score_mode"] = ScoreMode;
        config["dropout"] = Dropout;
        config["seed"] = Seed;
    }

    internal static Attention FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        UseScale = (bool?)config["use_scale"] ?? false,
        ScoreMode = (string?)config["score_mode"] ?? "dot",
        Dropout = (float?)config["dropout"] ?? 0,
        Seed = ImageConfig.Seed(config),
    };
}
