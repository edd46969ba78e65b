namespace Keratin.Cpu.Kernels;

/// <summary>How the outputs of a convolution are cut into tiles of 4 × 4, counted row by row through all images.</summary>
internal sealed class WinogradGeometry
{
    /// <summary>Outputs along a side of a tile.</summary>
    public const int Size = 4;

    // 400 KB. The speed hardly depends on it: half and double cost a few per cent.
    private const int FloatsOfBlock = 100_000;

    // With many channels U comes from beyond L2 and should be of use to more tiles than fit: 24 take a fifth less time than 12 for 512 × 512.
    private const int Fewest = 24;

    public WinogradGeometry(Conv2DGeometry geometry)
    {
        Convolution = geometry;
        Points = Size - 1 + geometry.KernelHeight;
        TileRows = (geometry.OutputHeight + Size - 1) / Size;
        TileColumns = (geometry.OutputWidth + Size - 1) / Size;
    }

    public Conv2DGeometry Convolution { get; }

    /// <summary>Points, and pixels of the input, along a side of a tile.</summary>
    public int Points { get; }

    /// <summary>Rows of tiles in an image.</summary>
    public int TileRows { get; }

    /// <summary>Tiles in a row.</summary>
    public int TileColumns { get; }

    /// <summary>Tiles of the batch.</summary>
    public int Tiles => Convolution.Batch * TileRows * TileColumns;

    /// <summary>Tiles whose V and M (rows of channels and of filters for each pair of points) take the room that L2 has beside U.</summary>
    public int TilesOfBlock(int channels, int filters) => Math.Clamp(FloatsOfBlock / (Points * Points * (channels + filters)) / 6 * 6, Fewest, 48);

    /// <summary>The same for the gradient of the kernel, where each takes a line of planes and that of pixels.</summary>
    public int TilesOfSum(int channels, int filters) => Math.Clamp(FloatsOfBlock / (Points * (3 * Size / 2 + 1) * (channels + filters)), 32, 64);

    /// <summary>Floats from one plane to the next when each holds <paramref name="length"/>.</summary>
    /// <remarks>An odd number of cache lines: else planes some powers of two apart would drive each other out of the caches.</remarks>
    public static nint PlaneStride(nint length) => ((length + 15) / 16 | 1) * 16;
}
