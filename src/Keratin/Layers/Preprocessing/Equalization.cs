using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training spreads the values of each channel so that all occur equally often (histogram equalization); else leaves them as they are.</summary>
/// <remarks>
/// <para>
/// A value becomes the share of values not above it: <c>(cdf(x) - cdf_min) · 255 / (n - cdf_min)</c>, rounded, as if pixels went from 0 to 255. As in
/// Keras the values of a channel are counted over the whole batch; a channel of one value stays as it is.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="bins">How many different values are told apart.</param>
/// <example><code>KerasTensor y = new Equalization { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class Equalization(int bins = 256) : ImageLayer
{
    private const float White = 255;

    /// <summary>How many different values are told apart.</summary>
    public int Bins { get; } = Require.Positive(bins);

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => training ? OnImages(x, Change) : x;

    /// <summary>The images after the change, of shape <c>(batch, height, width, channels)</c>, whatever the format.</summary>
    internal KerasTensor Change(KerasTensor images) =>
        Ops.Concatenate([.. Enumerable.Range(0, images.Shape[3]).Select(channel => Equalized(images.Slice(3, channel, 1)))], 3);

    private KerasTensor Equalized(KerasTensor plane)
    {
        KerasTensor x = ValueRanges.Move(plane, ValueRange, (0, White)).Reshape([-1]), one = Ops.Constant(1);
        KerasTensor bin = (x * (Bins - 1) / White).Clip(0, Bins - 1).Floor();
        KerasTensor counts = x.OnesLike().SegmentSum(bin, Bins), sums = counts.Cumsum(0), all = sums.Slice(0, Bins - 1, 1);
        KerasTensor first = sums.Greater(Ops.Constant(0)).Where(sums, all).Min(), others = all - first;
        KerasTensor table = ((sums - first) * White / others.Equal(Ops.Constant(0)).Where(one, others)).Round().Clip(0, White);
        KerasTensor equalized = ValueRanges.Move(table.Take(bin), (0, White), ValueRange).Reshape(plane.Shape);
        return counts.CountNonzero().Greater(one).Where(equalized, plane);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["bins"] = Bins;
        config["value_range"] = ImageConfig.ToJson(ValueRange);
    }

    internal static Equalization FromConfig(JsonObject config) => new((int?)config["bins"] ?? 256)
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        DataFormat = ImageConfig.Format(config),
    };
}
