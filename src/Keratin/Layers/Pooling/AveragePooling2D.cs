using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each window, channel by channel; pixels outside the image do not count.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor half = new AveragePooling2D(2).Apply(new Input(28, 28, 6));   // (None, 14, 14, 6)</code></example>
public sealed class AveragePooling2D : Pooling2D
{
    /// <summary>Windows of 2 × 2.</summary>
    public AveragePooling2D()
        : this(2)
    {
    }

    /// <summary>Windows of a given size.</summary>
    /// <param name="poolSize">Height and width of the window; 2 halves the image.</param>
    public AveragePooling2D(Size2D poolSize)
        : base(poolSize)
    {
    }

    private AveragePooling2D(JsonObject config)
        : base(config)
    {
    }

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides) =>
        Ops.AveragePool($"{this}", x, poolSize, strides, Padding);

    internal static AveragePooling2D FromConfig(JsonObject config) => new(config);
}
