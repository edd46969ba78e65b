using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training scales each image by random factors about its middle; else leaves it as it is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="heightFactor">How much of the height is added to what is seen, above -1 and up to 1: 0.2 means from 20 % nearer to 20 % further away.</param>
/// <example><code>KerasTensor zoomed = new RandomZoom(0.1f).Apply(new Input(28, 28, 1));   // height and width alike</code></example>
public sealed class RandomZoom(Factor heightFactor) : RandomAffineLayer
{
    private readonly Factor _height = Range(heightFactor, nameof(heightFactor));

    /// <summary>The same for the height and the width, each with numbers of its own.</summary>
    /// <param name="heightFactor">How much of the height is added to what is seen, above -1 and up to 1.</param>
    /// <param name="widthFactor">How much of the width.</param>
    public RandomZoom(Factor heightFactor, Factor widthFactor)
        : this(heightFactor) => WidthFactor = widthFactor;

    /// <summary>How much of the height is added, as given.</summary>
    public Factor HeightFactor { get; } = heightFactor;

    /// <summary>How much of the width is added, as given; null keeps the proportions.</summary>
    public Factor? WidthFactor
    {
        get;
        init
        {
            if (value is { } factor)
                _ = Range(factor, nameof(WidthFactor));
            field = value;
        }
    }

    /// <inheritdoc/>
    protected override KerasTensor Transforms(int batch, int height, int width)
    {
        KerasTensor high = Random.Uniform([batch, 1], 1 + _height.Lower, 1 + _height.Upper), wide = high;
        if (WidthFactor is { } factor)
        {
            Factor range = Range(factor, nameof(WidthFactor));
            wide = Random.Uniform([batch, 1], 1 + range.Lower, 1 + range.Upper);
        }
        float x = 0.5f * (width - 1), y = 0.5f * (height - 1);
        return ImageTransforms.Sum([0, 0, x, 0, 0, y, 0, 0], (wide, [1, 0, -x, 0, 0, 0, 0, 0]), (high, [0, 0, 0, 0, 1, -y, 0, 0]));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["height_factor"] = HeightFactor.ToJson();
        config["width_factor"] = WidthFactor?.ToJson();
    }

    internal static RandomZoom FromConfig(JsonObject config) => new(ImageConfig.Factor(config["height_factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        WidthFactor = ImageConfig.Factor(config["width_factor"]),
        FillMode = ImageConfig.FillMode(config),
        Interpolation = ImageConfig.Interpolation(config),
        FillValue = (float?)config["fill_value"] ?? 0,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };

    // At -1 the whole image would be one point.
    private static Factor Range(Factor factor, string name) => factor.Checked(MathF.BitIncrement(-1), 1, name);
}
