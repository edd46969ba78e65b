using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of each window, channel by channel; elements outside the volume do not count.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor half = new AveragePooling3D(2).Apply(new Input(16, 28, 28, 6));   // (None, 8, 14, 14, 6)</code></example>
public sealed class AveragePooling3D : Pooling3D
{
    /// <summary>Windows of 2 × 2 × 2.</summary>
    public AveragePooling3D()
        : this(2)
    {
    }

    /// <summary>Windows of a given size.</summary>
    /// <param name="poolSize">Depth, height and width of the window; 2 halves the volume.</param>
    public AveragePooling3D(Size3D poolSize)
        : base(poolSize)
    {
    }

    private AveragePooling3D(JsonObject config)
        : base(config)
    {
    }

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides) =>
        Ops.AveragePool($"{this}", x, poolSize, strides, Padding);

    internal static AveragePooling3D FromConfig(JsonObject config) => new(config);
}
