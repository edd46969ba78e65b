using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training takes the colour from some images; else leaves them as they are.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para></remarks>
/// <param name="factor">How probable that is, from 0 to 1.</param>
/// <example><code>KerasTensor y = new RandomGrayscale(0.2f).Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomGrayscale(float factor = 0.5f) : RandomImageLayer
{
    /// <summary>How probable that is.</summary>
    public float Factor { get; } = Require.Fraction(factor);

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor isGray = Ops.Constant(Factor).Greater(Random.Uniform([images.Shape[0], 1, 1, 1]));
        return isGray.Where(images.RgbToGrayscale(), images);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        // Keras' class does not write it.
        config.Remove("seed");
        if (Seed is not null)
            config["seed"] = Seed;
        config["factor"] = Factor;
    }

    internal static RandomGrayscale FromConfig(JsonObject config) => new((float?)config["factor"] ?? 0.5f)
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
