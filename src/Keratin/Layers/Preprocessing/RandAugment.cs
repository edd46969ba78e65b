using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training changes images in a few ways drawn from eleven, one after the other; else leaves them as they are.</summary>
/// <remarks>
/// <para>
/// Each step draws <see cref="NumOps"/> of: shear, translation, rotation, posterization, solarization, contrast stretched, histograms equalized, brightness,
/// color, contrast, sharpness. All images of a batch are changed in the same ways, each by numbers of its own. As in Keras all eleven are computed and one
/// of them is taken, so a step costs as much as eleven layers for each of <see cref="NumOps"/>.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, 3)</c>: red, green and blue. <b>Output</b> the same.</para>
/// <para>Cubuk, Zoph, Shlens, Le: "RandAugment: practical automated data augmentation with a reduced search space", 2019.</para>
/// </remarks>
/// <param name="factor">How strong the changes are, from 0 to 1: drawn from 0 to the number, or from a range. 0.5 by default.</param>
/// <example><code>KerasTensor y = new RandAugment(0.3f) { ValueRange = (0, 1), NumOps = 3 }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandAugment(Factor? factor = null) : RandomImageLayer
{
    private IReadOnlyList<Func<KerasTensor, SeedGenerator, KerasTensor>> _parts = [];

    /// <summary>From which strength to which.</summary>
    public Factor Factor { get; } = (factor ?? 0.5f).Within(0, 1, nameof(factor));

    /// <summary>The smallest and the largest value of a pixel.</summary>
    public (float Low, float High) ValueRange { get; init => field = ImageConfig.Sorted(value); } = (0, 255);

    /// <summary>How many changes, one after the other.</summary>
    public int NumOps { get; init => field = Require.NotNegative(value); } = 2;

    /// <summary>How pixels between pixels are computed: <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public Interpolation Interpolation { get; init => field = ImageTransforms.Check(value); } = Interpolation.Bilinear;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        base.Build(input);
        _parts = AugmentationParts.Of(this, Factor, ValueRange, Interpolation, withColors: true);
    }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        for (int i = 0; i < NumOps; i++)
        {
            // Below the number of parts also where the product is rounded up to it.
            KerasTensor before = images, choice = Random.Uniform([1], 0, _parts.Count).Floor().Minimum(Ops.Constant(_parts.Count - 1));
            for (int part = 0; part < _parts.Count; part++)
                images = choice.Equal(Ops.Constant(part)).Where(_parts[part](before, Random), images);
        }
        return images;
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["value_range"] = ImageConfig.ToJson(ValueRange);
        config["num_ops"] = NumOps;
        config["factor"] = Factor.ToJson();
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
    }

    internal static RandAugment FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]))
    {
        Name = (string)config["name"]!,
        ValueRange = ImageConfig.Range(config["value_range"]),
        NumOps = (int?)config["num_ops"] ?? 2,
        Interpolation = ImageConfig.Interpolation(config),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
