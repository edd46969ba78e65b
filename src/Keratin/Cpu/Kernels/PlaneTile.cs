namespace Keratin.Cpu.Kernels;

/// <summary>What a <see cref="PlaneRowTile{TLanes, TVector, TRow, THeight}"/> is told.</summary>
internal unsafe struct PlaneTile
{
    /// <summary>Products there are, one for each plane of V, U and M.</summary>
    public int Planes;

    /// <summary>Steps of each.</summary>
    public nint Inner;

    /// <summary>The first row, and floats to the next and to the next plane.</summary>
    public float* V;
    public nint RowOfV, PlaneOfV;

    /// <summary>A row for each step, readable over the tile's full width.</summary>
    public float* U;
    public nint RowOfU, PlaneOfU;

    /// <summary>Where the rows go, writable over the tile's full width.</summary>
    public float* M;
    public nint RowOfM, PlaneOfM;
}
