using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training blurs each image by a Gaussian; else leaves it as it is. Results are cut off at the ends of the value range.</summary>
/// <remarks>
/// <para>The widths of the blur, one for each direction, are drawn for the whole batch.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="factor">How probable a blur is, from 0 to 1: for each image drawn from 0 to the number, or from a range. 1 by default.</param>
/// <param name="kernelSize">Size of the kernel along the columns, then along the rows, both odd; (3, 3) by default.</param>
/// <param name="sigma">Standard deviation in pixels, from 0 to 1: drawn from 0 to the number, or from a range. 1 by default.</param>
/// <example><code>KerasTensor y = new RandomGaussianBlur(0.5f) { ValueRange = (0, 1) }.Apply(new Input(32, 32, 3));</code></example>
public sealed class RandomGaussianBlur(Factor? factor = null, (int X, int Y)? kernelSize = null, Factor? sigma = null)
    : RandomColorLayer((factor ?? 1).Within(0, 1, nameof(factor)))
{
    /// <summary>Size of the kernel along the columns and along the rows.</summary>
    public (int X, int Y) KernelSize { get; } = (kernelSize ?? (3, 3)) is { X: > 0, Y: > 0 } size && size.X % 2 == 1 && size.Y % 2 == 1 ? size
        : throw new ArgumentOutOfRangeException(nameof(kernelSize), kernelSize, "Both numbers of 'kernelSize' are odd.");

    /// <summary>From which standard deviation to which.</summary>
    public Factor Sigma { get; } = (sigma ?? 1).Within(0, 1, nameof(sigma));

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor isChosen = Chosen(images, Factor), widths = Random.Uniform([2], Sigma.Lower, Sigma.Upper) + 1e-6f;
        KerasTensor x = Gaussian.Weights(KernelSize.X, widths.Slice(0, 0, 1)), y = Gaussian.Weights(KernelSize.Y, widths.Slice(0, 1, 1));
        return isChosen.Where(Gaussian.Blur(images, x, y), images).Clip(ValueRange.Low, ValueRange.High);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["kernel_size"] = new JsonArray(KernelSize.X, KernelSize.Y);
        config["sigma"] = Sigma.ToJson();
    }

    internal static RandomGaussianBlur FromConfig(JsonObject config) =>
        new(ImageConfig.Factor(config["factor"]), Size(config["kernel_size"]), ImageConfig.Factor(config["sigma"]))
        {
            Name = (string)config["name"]!,
            ValueRange = ImageConfig.Range(config["value_range"]),
            Seed = ImageConfig.Seed(config),
            DataFormat = ImageConfig.Format(config),
        };

    private static (int X, int Y) Size(JsonNode? node)
    {
        var (x, y) = LayerConfig.Size(node, 3);
        return (x, y);
    }
}
