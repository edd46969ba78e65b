using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training bends each image like a sheet of rubber; else leaves it as it is.</summary>
/// <remarks>
/// <para>
/// A strength <c>s</c> is drawn from <see cref="Scale"/> for the whole batch. Pixels are then displaced by <c>0.1·s·max(height, width)</c> times
/// random numbers that a Gaussian of width <c>0.05·s·min(height, width)</c> has blurred, see <see cref="Ops.ElasticTransform"/>.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="factor">How probable a change is, from 0 to 1: for each image drawn from 0 to the number, or from a range. 1 by default.</param>
/// <param name="scale">How strong it is, from 0 to 1: drawn from 0 to the number, or from a range. 1 by default.</param>
/// <example><code>KerasTensor bent = new RandomElasticTransform { ValueRange = (0, 1) }.Apply(new Input(28, 28, 1));</code></example>
public sealed class RandomElasticTransform(Factor? factor = null, Factor? scale = null) : RandomImageLayer
{
    // Displacements and blur of an image of one pixel at strength 1.
    private const float Displacement = 0.1f, Width = 0.05f;

    /// <summary>From which probability to which.</summary>
    public Factor Factor { get; } = (factor ?? 1).Within(0, 1, nameof(factor));

    /// <summary>From which strength to which.</summary>
    public Factor Scale { get; } = (scale ?? 1).Within(0, 1, nameof(scale));

    /// <summary>How pixels between pixels are computed: <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public Interpolation Interpolation { get; init => field = ImageTransforms.Check(value); } = Interpolation.Bilinear;

    /// <summary>What lies outside of the image.</summary>
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>The value outside, for <c>Constant</c>.</summary>
    public float FillValue { get; init; }

    /// <summary>The smallest and the largest value of a pixel; results are cut off there.</summary>
    public (float Low, float High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (Scale.Upper == 0 || Factor.Upper == 0)
            return images;
        var (batch, height, width) = (images.Shape[0], images.Shape[1], images.Shape[2]);
        KerasTensor isChosen = Chosen(images, Factor), strength = Random.Uniform(Shape.Scalar, Scale.Lower, Scale.Upper);
        float blur = Math.Min(height, width) * Width;
        var map = new MapCoordinatesOp(Interpolation == Interpolation.Bilinear ? 1 : 0, FillMode, FillValue, 0);
        KerasTensor bent = Ops.Bent(
            images, strength * (Math.Max(height, width) * Displacement), strength * blur, Scale.Upper * blur, Random.Normal([batch, 2, height, width]), map);
        return isChosen.Where(bent, images).Clip(ValueRange.Low, ValueRange.High);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
        config["scale"] = Scale.ToJson();
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
        config["fill_mode"] = ImageConfig.ToJson(FillMode);
        config["fill_value"] = FillValue;
        config["value_range"] = ImageConfig.ToJson(ValueRange);
    }

    internal static RandomElasticTransform FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]), ImageConfig.Factor(config["scale"]))
    {
        Name = (string)config["name"]!,
        Interpolation = ImageConfig.Interpolation(config),
        FillMode = ImageConfig.FillMode(config),
        FillValue = (float?)config["fill_value"] ?? 0,
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
