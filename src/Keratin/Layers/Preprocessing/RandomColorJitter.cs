using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training changes brightness, contrast, saturation and hue of each image at random, in this order; else leaves it as it is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para> Without saturation and hue any channels.</remarks>
/// <example><code>KerasTensor y = new RandomColorJitter { ValueRange = (0, 1), BrightnessFactor = 0.2f, HueFactor = 0.1f }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomColorJitter : RandomImageLayer
{
    private List<RandomColorLayer> _parts = [];

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init; } = (0, 255);

    /// <summary>As for <see cref="RandomBrightness"/>; null leaves the brightness.</summary>
    public Factor? BrightnessFactor { get; init; }

    /// <summary>As for <see cref="RandomContrast"/>; null leaves the contrast.</summary>
    public Factor? ContrastFactor { get; init; }

    /// <summary>As for <see cref="RandomSaturation"/>; null leaves the saturation.</summary>
    public Factor? SaturationFactor { get; init; }

    /// <summary>As for <see cref="RandomHue"/>; null leaves the hue.</summary>
    public Factor? HueFactor { get; init; }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        _parts = [];
        if (BrightnessFactor is { } brightness)
            _parts.Add(new RandomBrightness(brightness) { ValueRange = ValueRange, Name = "brightness" });
        if (ContrastFactor is { } contrast)
            _parts.Add(new RandomContrast(contrast) { ValueRange = ValueRange, Name = "contrast" });
        if (SaturationFactor is { } saturation)
            _parts.Add(new RandomSaturation(saturation) { ValueRange = ValueRange, Name = "saturation" });
        if (HueFactor is { } hue)
            _parts.Add(new RandomHue(hue) { ValueRange = ValueRange, Name = "hue" });
    }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images) => _parts.Aggregate(images, (x, part) => part.Change(x, Random));

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
        config["brightness_factor"] = BrightnessFactor?.ToJson();
        config["contrast_factor"] = ContrastFactor?.ToJson();
        config["saturation_factor"] = SaturationFactor?.ToJson();
        config["hue_factor"] = HueFactor?.ToJson();
    }

    internal static RandomColorJitter FromConfig(JsonObject config) => new()
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        BrightnessFactor = ImageConfig.Factor(config["brightness_factor"]),
        ContrastFactor = ImageConfig.Factor(config["contrast_factor"]),
        SaturationFactor = ImageConfig.Factor(config["saturation_factor"]),
        HueFactor = ImageConfig.Factor(config["hue_factor"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
