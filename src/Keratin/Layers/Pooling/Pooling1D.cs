using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>What the 1-D poolings share: a window that slides over a sequence.</summary>
public abstract class Pooling1D : Pooling
{
    private protected Pooling1D(int poolSize)
        : base([poolSize])
    {
    }

    private protected Pooling1D(JsonObject config)
        : base(config, rank: 1)
    {
    }

    /// <summary>Steps of the window.</summary>
    public int PoolSize => PoolLengths[0];

    /// <summary>Steps of the window; its size by default.</summary>
    public int Strides
    {
        get => StrideLengths[0];
        init => StrideLengths = [value];
    }
}
