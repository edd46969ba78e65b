using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the layers share that turn, move, scale or shear images.</summary>
public abstract class RandomAffineLayer : RandomImageLayer
{
    /// <summary>What lies outside of the image: <c>Reflect</c>, <c>Wrap</c>, <c>Constant</c> or <c>Nearest</c>.</summary>
    public FillMode FillMode
    {
        get;
        init => field = value != FillMode.Mirror ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "'FillMode' is Reflect, Wrap, Constant or Nearest.");
    } = FillMode.Reflect;

    /// <summary>How pixels between pixels are computed: <c>Nearest</c> or <c>Bilinear</c>.</summary>
    public Interpolation Interpolation { get; init => field = ImageTransforms.Check(value); } = Interpolation.Bilinear;

    /// <summary>The value outside, for <c>Constant</c>.</summary>
    public float FillValue { get; init; }

    /// <inheritdoc/>
    protected override KerasTensor Augment(KerasTensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        KerasTensor transforms = Transforms(images.Shape[0], images.Shape[1], images.Shape[2]);
        return images.AffineTransform(transforms, Interpolation, FillMode, FillValue);
    }

    /// <summary>A random transform for each image, as <see cref="Ops.AffineTransform"/> takes them.</summary>
    /// <param name="batch">Number of images.</param>
    /// <param name="height">Their height.</param>
    /// <param name="width">Their width.</param>
    /// <returns>Shape <c>(batch, 8)</c>.</returns>
    protected abstract KerasTensor Transforms(int batch, int height, int width);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        base.WriteConfig(config);
        config["fill_mode"] = ImageConfig.ToJson(FillMode);
        config["interpolation"] = ImageConfig.ToJson(Interpolation);
        config["fill_value"] = FillValue;
    }
}
