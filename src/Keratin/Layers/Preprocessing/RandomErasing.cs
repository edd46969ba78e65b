using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>In training puts noise or a colour in place of a random rectangle of each image; else leaves it as it is.</summary>
/// <remarks>
/// <para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same.</para>
/// <para>Zhong, Zheng, Kang, Li, Yang: "Random erasing data augmentation", 2017.</para>
/// </remarks>
/// <param name="factor">How probable erasing is, from 0 to 1: for each image drawn from 0 to the number, or from a range. 1 by default.</param>
/// <param name="scale">Height and width of the rectangle are the roots of two numbers drawn from this range, as parts of the image's. (0.02, 0.33) by default.</param>
/// <example><code>KerasTensor y = new RandomErasing(0.5f) { FillValue = [0] }.Apply(new Input(28, 28, 1));   // black rectangles</code></example>
public sealed class RandomErasing(Factor? factor = null, Factor? scale = null) : RandomImageLayer
{
    /// <summary>From which probability to which.</summary>
    public Factor Factor { get; } = (factor ?? 1).Within(0, 1, nameof(factor));

    /// <summary>From which part of the image's size, squared, to which.</summary>
    public Factor Scale { get; } = (scale ?? (0.02f, 0.33f)).Within(0, 1, nameof(scale));

    /// <summary>What the rectangle is filled with: one number, or one for each of three channels; by default normal noise times the upper end of
    /// <see cref="ValueRange"/>.</summary>
    public IReadOnlyList<float>? FillValue
    {
        get;
        init => field = value is null or { Count: 1 or 3 } ? value
            : throw new ArgumentException($"RandomErasing: expected a FillValue of one number or three; got {value.Count}.", nameof(value));
    }

    /// <summary>The smallest and the largest value of a pixel; what is filled in is cut off there.</summary>
    public (float Low, float High) ValueRange { get; init; } = (0, 255);

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Shape each = [images.Shape[0], 1, 1, 1];
        KerasTensor wide = Random.Uniform(each, Scale.Lower, Scale.Upper).Sqrt(), high = Random.Uniform(each, Scale.Lower, Scale.Upper).Sqrt();
        KerasTensor isErased = Between(images.Shape[2], wide, 2) * Between(images.Shape[1], high, 1) * Chosen(images, Factor);
        return isErased.Where(Filling(images.Shape).Clip(ValueRange.Low, ValueRange.High), images);
    }

    // 1 for the pixels along an axis from a random place on, as many as the share says.
    private KerasTensor Between(int length, KerasTensor share, int axis)
    {
        KerasTensor size = share * length, first = Random.Uniform(share.Shape) * (length - size);
        Shape along = Shape.Create([1, 1, 1, 1]).With(axis, length);
        KerasTensor pixels = Ops.Constant(Enumerable.Range(0, length).Select(i => (float)i).ToArray().ToTensor(along));
        return pixels.GreaterEqual(first) * (first + size).Greater(pixels);
    }

    private KerasTensor Filling(Shape images) => FillValue is { } value ? Ops.Constant(value.ToArray().ToTensor([value.Count]))
        : Random.Normal(images) * ValueRange.High;

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["factor"] = Factor.ToJson();
        config["scale"] = Scale.ToJson();
        config["fill_value"] = FillValue is { Count: 1 } ? FillValue[0] : FillValue is { } values ? ((ArrayLike)values.ToArray()).ToJson() : null;
        config["value_range"] = ImageConfig.ToJson(ValueRange);
    }

    internal static RandomErasing FromConfig(JsonObject config) => new(ImageConfig.Factor(config["factor"]), ImageConfig.Factor(config["scale"]))
    {
        Name = (string)config["name"]!,
        FillValue = ArrayLike.FromJson(config["fill_value"])?.ToArray(),
        ValueRange = ImageConfig.Range(config["value_range"]),
        Seed = ImageConfig.Seed(config),
        DataFormat = ImageConfig.Format(config),
    };
}
