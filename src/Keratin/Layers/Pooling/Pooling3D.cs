using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the 3-D poolings share: a window that slides over a volume.</summary>
public abstract class Pooling3D : Pooling
{
    private protected Pooling3D(Size3D poolSize)
        : base(poolSize.Lengths)
    {
    }

    private protected Pooling3D(JsonObject config)
        : base(config, rank: 3)
    {
    }

    /// <summary>Depth, height and width of the window.</summary>
    public Size3D PoolSize => Size3D.Of(PoolLengths);

    /// <summary>Steps of the window; its size by default.</summary>
    public Size3D Strides
    {
        get => Size3D.Of(StrideLengths);
        init => StrideLengths = value.Lengths;
    }
}
