using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Largest element of each window, channel by channel; pixels outside the image never win.</summary>
/// <remarks><para><b>Input</b> <c>(batch, height, width, channels)</c>. <b>Output</b> <c>(batch, newHeight, newWidth, channels)</c>.</para></remarks>
/// <example><code>KerasTensor half = new MaxPooling2D(2).Apply(new Input(28, 28, 6));   // (None, 14, 14, 6)</code></example>
public sealed class MaxPooling2D : Pooling2D
{
    /// <summary>Windows of 2 × 2.</summary>
    public MaxPooling2D()
        : this(2)
    {
    }

    /// <summary>Windows of a given size.</summary>
    /// <param name="poolSize">Height and width of the window; 2 halves the image.</param>
    public MaxPooling2D(Size2D poolSize)
        : base(poolSize)
    {
    }

    private MaxPooling2D(JsonObject config)
        : base(config)
    {
    }

    private protected override KerasTensor Pool(KerasTensor x, SpatialSize poolSize, SpatialSize strides) =>
        Ops.MaxPool($"{this}", x, poolSize, strides, Padding);

    internal static MaxPooling2D FromConfig(JsonObject config) => new(config);
}
