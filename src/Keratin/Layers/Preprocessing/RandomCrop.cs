using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training takes a part of a given size from the images, at a random place that is the same for the whole batch.</summary>
/// <remarks>
/// <para>
/// Outside of training it takes the largest part in the middle that has the proportions asked for, and resizes it. Images that are not larger
/// than the part in both directions are resized in training too.
/// </para>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same with the new height and width.</para>
/// </remarks>
/// <param name="height">Height of the part.</param>
/// <param name="width">Width of the part.</param>
/// <example><code>KerasTensor y = new RandomCrop(24, 24).Apply(new Input(28, 28, 1));   // (None, 24, 24, 1)</code></example>
public sealed class RandomCrop(int height, int width) : RandomImageLayer
{
    /// <summary>Height of the part.</summary>
    public int Height { get; } = Require.Positive(height);

    /// <summary>Width of the part.</summary>
    public int Width { get; } = Require.Positive(width);

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) =>
        training ? base.Call(x, training) : OnImages(x, images => images.Resize((Height, Width), cropToAspectRatio: true));

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int rows = images.Shape[1] - Height, columns = images.Shape[2] - Width;
        if (rows <= 0 || columns <= 0)
            return Resized(images);
        KerasTensor top = Start(rows), left = Start(columns);
        KerasTensor place = ImageTransforms.Sum(ImageTransforms.Identity, (left, [0, 0, 1, 0, 0, 0, 0, 0]), (top, [0, 0, 0, 0, 0, 1, 0, 0]));
        return Ops.Transformed(images, place, (Height, Width), Interpolation.Nearest, FillMode.Nearest, 0);
    }

    // A whole number from 0 to `last`. A number that rounding brought up to the end of the range must not count as one more.
    private KerasTensor Start(int last) => Random.Uniform([1, 1], 0, last + 1).Floor().Minimum(Ops.Constant(last));

    // Begins where the largest part of these proportions in the middle does, and is as large as the image and the part asked for allow.
    private KerasTensor Resized(KerasTensor images)
    {
        var (high, wide) = (images.Shape[1], images.Shape[2]);
        int top = (high - Math.Clamp((int)((double)wide * Height / Width), 1, high)) / 2;
        int left = (wide - Math.Clamp((int)((double)high * Width / Height), 1, wide)) / 2;
        return ImageAxes.Part(images, top, left, (Math.Min(Height, high - top), Math.Min(Width, wide - left))).Resize((Height, Width));
    }

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["height"] = Height;
        config["width"] = Width;
    }

    internal static RandomCrop FromConfig(JsonObject config) => new((int)config["height"]!, (int)config["width"]!)
    {
        Name = (string)config["name"]!,
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
