using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training moves each image by a random distance; else leaves it as it is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="heightFactor">Distances as parts of the height, from -1 to 1, positive ones downwards: 0.1 means up to a tenth, up or down.</param>
/// <param name="widthFactor">Distances as parts of the width, positive ones to the right.</param>
/// <example><code>KerasTensor moved = new RandomTranslation(0.1f, 0.1f) { FillMode = FillMode.Constant }.Apply(new Input(28, 28, 1));</code></example>
public sealed class RandomTranslation(Factor heightFactor, Factor widthFactor) : RandomAffineLayer
{
    private readonly Factor _height = heightFactor.Checked(-1, 1, nameof(heightFactor)), _width = widthFactor.Checked(-1, 1, nameof(widthFactor));

    /// <summary>Parts of the height, as given.</summary>
    public Factor HeightFactor { get; } = heightFactor;

    /// <summary>Parts of the width, as given.</summary>
    public Factor WidthFactor { get; } = widthFactor;

    /// <inheritdoc/>
    protected override KerasTensor Transforms(int batch, int height, int width)
    {
        KerasTensor down = Random.Uniform([batch, 1], _height.Lower, _height.Upper) * height;
        KerasTensor right = Random.Uniform([batch, 1], _width.Lower, _width.Upper) * width;
        return ImageTransforms.Sum(ImageTransforms.Identity, (right, [0, 0, -1, 0, 0, 0, 0, 0]), (down, [0, 0, 0, 0, 0, -1, 0, 0]));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["height_factor"] = HeightFactor.ToJson();
        config["width_factor"] = WidthFactor.ToJson();
    }

    internal static RandomTranslation FromConfig(JsonObject config) =>
        new(ImageConfig.Factor(config["height_factor"]) ?? 0, ImageConfig.Factor(config["width_factor"]) ?? 0)
        {
            Name = (string)config["name"]!,
            FillMode = ImageConfig.FillMode(config),
            Interpolation = ImageConfig.Interpolation(config),
            FillValue = (float?)config["fill_value"] ?? 0,
            Seed = ImageConfig.Seed(config),
            DataFormat = ImageConfig.Format(config),
        };
}
