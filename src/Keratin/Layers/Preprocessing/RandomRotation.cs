using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training turns each image by a random angle about its middle; else leaves it as it is.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para></remarks>
/// <param name="factor">Angles as parts of a full turn, from -1 to 1, positive ones counter-clockwise: 0.1 means from -36° to 36°.</param>
/// <example><code>KerasTensor turned = new RandomRotation(0.05f).Apply(new Input(28, 28, 1));   // up to 18° either way</code></example>
public sealed class RandomRotation(Factor factor) : RandomAffineLayer
{
    private const float FullTurn = 360, Degree = MathF.PI / 180;

    /// <summary>From which part of a full turn to which.</summary>
    public Factor Factor { get; } = factor.Within(-1, 1, nameof(factor));

    /// <inheritdoc/>
    protected override KerasTensor Transforms(int batch, int height, int width)
    {
        KerasTensor angle = Random.Uniform([batch, 1], Factor.Lower * FullTurn, Factor.Upper * FullTurn) * Degree;
        float x = 0.5f * (width - 1), y = 0.5f * (height - 1);
        return ImageTransforms.Sum([0, 0, x, 0, 0, y, 0, 0], (angle.Cos(), [1, 0, -x, 0, 1, -y, 0, 0]), (angle.Sin(), [0, -1, y, 1, 0, -x, 0, 0]));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
    }

    internal static RandomRotation FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]) ?? 0)
    {
        Name = (string)config["name"]!,
        FillMode = ImageConfig.FillMode(config),
        Interpolation = ImageConfig.Interpolation(config),
        FillValue = (float?)config["fill_value"] ?? 0,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
