using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training shears each image by random amounts, from its upper left corner; else leaves it as it is.</summary>
/// <remarks>
/// <para>One amount for each axis is drawn from its range; both have the same random sign.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="xFactor">How many columns a row is moved for each row further down, from 0 to 1; one number means from -f to f.</param>
/// <param name="yFactor">How many rows a column is moved for each column further right.</param>
/// <example><code>KerasTensor slanted = new RandomShear(xFactor: 0.2f).Apply(new Input(28, 28, 1));   // like italics</code></example>
public sealed class RandomShear(Factor xFactor = default, Factor yFactor = default) : RandomAffineLayer
{
    /// <summary>From which number of columns for each row to which.</summary>
    public Factor XFactor { get; } = xFactor.Checked(0, 1, nameof(xFactor));

    /// <summary>From which number of rows for each column to which.</summary>
    public Factor YFactor { get; } = yFactor.Checked(0, 1, nameof(yFactor));

    /// <inheritdoc/>
    protected override KerasTensor Transforms(int batch, int height, int width)
    {
        KerasTensor isTurned = Random.Uniform([batch, 1]).Greater(Ops.Constant(0.5f)), sign = 1 - (2 * isTurned);
        KerasTensor y = Random.Uniform([batch, 1], YFactor.Lower, YFactor.Upper) * sign, x = Random.Uniform([batch, 1], XFactor.Lower, XFactor.Upper) * sign;
        return ImageTransforms.Sum(ImageTransforms.Identity, (x, [0, 1, 0, 0, 0, 0, 0, 0]), (y, [0, 0, 0, 1, 0, 0, 0, 0]));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["x_factor"] = XFactor.ToJson();
        config["y_factor"] = YFactor.ToJson();
    }

    internal static RandomShear FromConfig(JsonObject config) => new(Read(config["x_factor"]), Read(config["y_factor"]))
    {
        Name = (string)config["name"]!,
        FillMode = ImageConfig.FillMode(config),
        Interpolation = ImageConfig.Interpolation(config),
        FillValue = (float?)config["fill_value"] ?? 0,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };

    // What one number became, (-f, f), is what Keras writes but would not take as a range.
    private static Factor Read(JsonNode? node) => ImageConfig.Factor(node) is not { } factor ? 0
        : factor.Lower < 0 && factor.Lower == -factor.Upper ? new(factor.Upper) : factor;
}
