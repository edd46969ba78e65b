using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Brings images to another size, see <see cref="Ops.Resize"/>.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> the same with the new height and width.</para></remarks>
/// <param name="height">New height.</param>
/// <param name="width">New width.</param>
/// <example><code>KerasTensor y = new Resizing(224, 224) { CropToAspectRatio = true }.Apply(new Input(480, 640, 3));   // (None, 224, 224, 3)</code></example>
public sealed class Resizing(int height, int width) : ImageLayer
{
    /// <summary>New height.</summary>
    public int Height { get; } = Require.Positive(height);

    /// <summary>New width.</summary>
    public int Width { get; } = Require.Positive(width);

    /// <summary>How pixels between pixels are computed.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>Whether the largest part in the middle that has the new proportions is taken first.</summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>Whether the image is first given a border so that it has the new proportions.</summary>
    public bool PadToAspectRatio { get; init; }

    /// <summary>What that border is; only <c>Constant</c>.</summary>
    public FillMode FillMode
    {
        get;
        init => field = value == FillMode.Constant ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "'FillMode' is Constant.");
    } = FillMode.Constant;

    /// <summary>Value of that border.</summary>
    public float FillValue { get; init; }

    /// <summary>Whether each old pixel counts when an axis shrinks.</summary>
    public bool Antialias { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) =>
        x.Resize((Height, Width), Interpolation, Antialias, CropToAspectRatio, PadToAspectRatio, FillValue, DataFormat);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["height"] = Height;
        config["width"] = Width;
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
        config["crop_to_aspect_ratio"] = CropToAspectRatio;
        config["pad_to_aspect_ratio"] = PadToAspectRatio;
        config["fill_mode"] = ImageConfig.ToJson(FillMode);
        config["fill_value"] = FillValue;
        config["antialias"] = Antialias;
    }

    internal static Resizing FromConfig(JsonObject config) => new((int)config["height"]!, (int)config["width"]!)
    {
        Name = (string)config["name"]!,
        Interpolation = ImageConfig.Interpolation(config),
        CropToAspectRatio = (bool?)config["crop_to_aspect_ratio"] ?? false,
        PadToAspectRatio = (bool?)config["pad_to_aspect_ratio"] ?? false,
        FillMode = ImageConfig.FillMode(config, FillMode.Constant),
        FillValue = (float?)config["fill_value"] ?? 0,
        Antialias = (bool?)config["antialias"] ?? false,
        DataFormat = ImageConfig.Format(config),
    };
}
