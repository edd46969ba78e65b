using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the 2-D poolings share: a window that slides over an image.</summary>
public abstract class Pooling2D : Pooling
{
    private protected Pooling2D(Size2D poolSize)
        : base(poolSize.Lengths)
    {
    }

    private protected Pooling2D(JsonObject config)
        : base(config, rank: 2)
    {
    }

    /// <summary>Height and width of the window.</summary>
    public Size2D PoolSize => Size2D.Of(PoolLengths);

    /// <summary>Steps of the window; its size by default.</summary>
    public Size2D Strides
    {
        get => Size2D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }
}
