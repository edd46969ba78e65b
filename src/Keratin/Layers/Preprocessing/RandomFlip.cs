using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training mirrors each image with probability 1/2; else leaves it as it is. Digits do not take it well.</summary>
/// <remarks>
/// <para>With <c>HorizontalAndVertical</c> an image is mirrored along both axes or along none, as in Keras.</para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// </remarks>
/// <param name="mode">Along which axes.</param>
/// <example><code>KerasTensor y = new RandomFlip(FlipMode.Horizontal).Apply(new Input(32, 32, 3));   // left becomes right</code></example>
public sealed class RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical) : RandomImageLayer
{
    private static readonly string[] s_modes = ["horizontal", "vertical", "horizontal_and_vertical"];

    /// <summary>Along which axes.</summary>
    public FlipMode Mode { get; } = Enum.IsDefined(mode) ? mode : throw new ArgumentOutOfRangeException(nameof(mode), mode, "'mode' is one of the three.");

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor isFlipped = Ops.Constant(0.5f).GreaterEqual(Random.Uniform([images.Shape[0], 1]));
        float[] change = new float[8];
        // From column x to width - 1 - x, and so for the rows.
        if (Mode != FlipMode.Vertical)
            (change[0], change[2]) = (-2, images.Shape[2] - 1);
        if (Mode != FlipMode.Horizontal)
            (change[4], change[5]) = (-2, images.Shape[1] - 1);
        return images.AffineTransform(ImageTransforms.Sum(ImageTransforms.Identity, (isFlipped, change)), Interpolation.Nearest, FillMode.Nearest);
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["mode"] = s_modes[(int)Mode];
    }

    internal static RandomFlip FromConfig(JsonObject config)
    {
        int mode = Array.IndexOf(s_modes, (string?)config["mode"] ?? s_modes[^1]);
        return mode < 0
            ? throw new InvalidDataException($"Configuration: expected mode {string.Join(", ", s_modes)}; got {config["mode"]!.ToJsonString()}.")
            : new((FlipMode)mode) { Name = (string)config["name"]!, Seed = ImageConfig.Seed(config), DataFormat = ImageConfig.Format(config) };
    }
}
