using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training lays over each image another one of the batch, <c>w · x + (1 - w) · x'</c>, and gives both labels in the same shares; else leaves
/// both as they are.</summary>
/// <remarks>
/// <para>w is drawn for each image from the beta distribution with both parameters <c>alpha</c>: for small ones mostly near 0 or 1.</para>
/// <para><b>Input</b> images <c>(batch, height, width, channels)</c>, then labels <c>(batch, classes)</c>, or images alone. <b>Output</b> the same.</para>
/// <para>Zhang, Cisse, Dauphin, Lopez-Paz: "mixup: beyond empirical risk minimization", 2017.</para>
/// </remarks>
/// <param name="alpha">How strongly images are mixed, above 0. 0.2 by default.</param>
/// <example><code>model.Fit(Batch.Split(x, Utils.ToCategorical(y), 64).Augment(new MixUp { Seed = 1 }), epochs: 5);</code></example>
public sealed class MixUp(float alpha = 0.2f) : MixingLayer
{
    /// <summary>How strongly images are mixed.</summary>
    public float Alpha { get; } = Require.Positive(alpha);

    private protected override (KerasTensor Images, KerasTensor Share) Mix(KerasTensor images, KerasTensor others)
    {
        int batch = images.Shape[0];
        KerasTensor share = GammaNumbers.Beta(Random, [batch], Ops.Constant(Alpha)), own = share.Reshape([batch, 1, 1, 1]);
        return ((own * images) + ((1 - own) * others), share);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["alpha"] = Alpha;
    }

    internal static MixUp FromConfig(JsonObject config) => new((float?)config["alpha"] ?? 0.2f)
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
