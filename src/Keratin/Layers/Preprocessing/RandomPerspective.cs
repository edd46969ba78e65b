using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training looks at each image from another side, by moving its corners; else leaves it as it is.</summary>
/// <remarks>
/// <para>Each coordinate of a corner is multiplied by 1 plus a number drawn from <c>-scale / 2</c> to <c>scale / 2</c>, so the upper left one stays.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="factor">How probable a change is, from 0 to 1: for each image drawn from 0 to the number, or from a range. 1 by default.</param>
/// <param name="scale">How strong it is, from 0 to 1.</param>
/// <example><code>KerasTensor y = new RandomPerspective(scale: 0.3f).Apply(new Input(28, 28, 1));</code></example>
public sealed class RandomPerspective(Factor? factor = null, float scale = 1) : RandomImageLayer
{
    /// <summary>From which probability to which.</summary>
    public Factor Factor { get; } = (factor ?? 1).Within(0, 1, nameof(factor));

    /// <summary>How strong it is.</summary>
    public float Scale { get; } = Require.Fraction(scale);

    /// <summary>How pixels between pixels are computed: <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public Interpolation Interpolation { get; init => field = ImageTransforms.Check(value); } = Interpolation.Bilinear;

    /// <summary>The value outside of the image.</summary>
    public float FillValue { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int batch = images.Shape[0], bottom = images.Shape[1] - 1, right = images.Shape[2] - 1;
        KerasTensor isChosen = Chosen(images, Factor), moves = Random.Uniform([batch, 4, 2], -0.5f * Scale, 0.5f * Scale);
        KerasTensor corners = Ops.Constant(new float[] { 0, 0, right, 0, 0, bottom, right, bottom }.ToTensor([1, 4, 2])).BroadcastTo([batch, 4, 2]);
        KerasTensor seen = images.PerspectiveTransform(corners, corners + (corners * moves), Interpolation, FillValue);
        return isChosen.Where(seen, images);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
        config["scale"] = Scale;
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
        config["fill_value"] = FillValue;
    }

    internal static RandomPerspective FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]), (float?)config["scale"] ?? 1)
    {
        Name = (string)config["name"]!,
        Interpolation = ImageConfig.Interpolation(config),
        FillValue = (float?)config["fill_value"] ?? 0,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
