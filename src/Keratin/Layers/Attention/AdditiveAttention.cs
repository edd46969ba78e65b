using System.Text.Json.Nodes;
using Keratin.Initializers;

namespace Keratin.Layers;

/// <summary>Additive attention: weights from <c>softmax(Σ scale · tanh(query + key))</c>, a sum over the features.</summary>
/// <remarks>
/// <para><b>Input</b> query <c>(batch, Tq, dim)</c>, value <c>(batch, Tv, dim)</c> and, if it is not the value, key <c>(batch, Tv, dim)</c>.
/// <b>Output</b> <c>(batch, Tq, dim of the values)</c>; with <c>return_attention_scores</c> also the weights, <c>(batch, Tq, Tv)</c>.</para>
/// <para><b>Weights</b> <c>scale</c>, <c>(dim)</c>, if <see cref="AttentionLayer.UseScale"/>, as by default.</para>
/// <para><b>Masks</b> Values that do not count get no weight; the output of queries that do not count is 0, and has their mask.</para>
/// <para><b>Arguments</b> <c>use_causal_mask</c>, <c>return_attention_scores</c>.</para>
/// <para>Bahdanau, Cho, Bengio: "Neural machine translation by jointly learning to align and translate", ICLR 2015.</para>
/// </remarks>
/// <example><code>KerasTensor y = new AdditiveAttention().Apply(new Input(5, 16), new Input(7, 16));   // (None, 5, 16)</code></example>
public sealed class AdditiveAttention : AttentionLayer
{
    private Variable? _scale;

    /// <summary>Attention with a scale.</summary>
    public AdditiveAttention() => UseScale = true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _scale = UseScale ? AddWeight("scale", [input[^1]], new GlorotUniform()) : null;
    }

    private protected override KerasTensor Score(KerasTensor query, KerasTensor key)
    {
        KerasTensor fits = Pairs(query, key).Tanh();
        return (_scale is null ? fits : fits * _scale).Sum([-1]);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["use_scale"] = UseScale;
        config["dropout"] = Dropout;
        config["seed"] = Seed;
    }

    internal static AdditiveAttention FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        UseScale = (bool?)config["use_scale"] ?? true,
        Dropout = (float?)config["dropout"] ?? 0,
        Seed = ImageConfig.Seed(config),
    };
}
