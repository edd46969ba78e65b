using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training keeps of each pixel, as a byte, only the highest bits; else leaves it as it is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="factor">How many bits, from 1 to 8: of a range any number from the lower to below the upper end, as in Keras; one number u means from 1 to u.</param>
/// <example><code>KerasTensor y = new RandomPosterization((2, 6)).Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomPosterization(Factor factor) : RandomColorLayer(factor.Within(1, 8, nameof(factor)))
{
    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Shape each = [images.Shape[0], 1, 1, 1];
        // Whole numbers; one that rounding brought up to the end must not count.
        KerasTensor bits = Factor.Lower == Factor.Upper ? Ops.Constant(MathF.Floor(Factor.Lower)).BroadcastTo(each)
            : Random.Uniform(each, MathF.Floor(Factor.Lower), MathF.Floor(Factor.Upper)).Floor().Minimum(Ops.Constant(MathF.Floor(Factor.Upper) - 1));
        KerasTensor step = ((8 - bits) * MathF.Log(2)).Exp().Round();
        var range = ImageConfig.Sorted(ValueRange);
        KerasTensor bytes = ValueRanges.Move(images, range, (0, 255)).Floor().Clip(0, 255);
        return ValueRanges.Move((bytes / step).Floor() * step, (0, 255), range);
    }

    internal static RandomPosterization FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
