using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each window, channel by channel; elements outside the volume never win.</summary>
/// <remarks><para><b>Input</b> <c>(batch, depth, height, width, channels)</c>. <b>Output</b> <c>(batch, newDepth, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor half = new MaxPooling3D(2).Apply(new Input(16, 28, 28, 6));   // (None, 8, 14, 14, 6)</code></example>
public sealed class MaxPooling3D : Pooling3D
{
    /// <summary>Windows of 2 × 2 × 2.</summary>
    public MaxPooling3D()
        : this(2)
    {
    }

    /// <summary>Windows of a given size.</summary>
    /// <param name="poolSize">Depth, height and width of the window; 2 halves the volume.</param>
    public MaxPooling3D(Size3D poolSize)
        : base(poolSize)
    {
    }

    private MaxPooling3D(JsonObject config)
        : base(config)
    {
    }

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides) =>
        Ops.MaxPool($"{this}", x, poolSize, strides, Padding);

    internal static MaxPooling3D FromConfig(JsonObject config) => new(config);
}
