namespace Keratin.Cpu.Kernels;

/// <summary>What a register tile is told. The caller keeps one and changes what differs from tile to tile.</summary>
internal unsafe struct Tile
{
    /// <summary>Row tiles: where each row of A starts.</summary>
    public float** Rows;

    /// <summary>Column tiles: where A starts, and the floats from one step to the next.</summary>
    public float* Columns;
    public nint ColumnStride;

    /// <summary>The steps come in segments: an offset into A for each, all equally long.</summary>
    public nint* Segments;
    public int SegmentCount;
    public nint SegmentLength;

    /// <summary>A row of B for each step, each readable over the tile's full width.</summary>
    public float* B;
    public nint StrideB;

    /// <summary>Row tiles: where each step calls a line into the second-level cache, and the floats from one step to the next; null for nothing.</summary>
    public float* Ahead;
    public nint AheadStep;

    /// <summary>Column tiles: an offset into B for each segment. For row tiles B goes on from one segment to the next.</summary>
    public nint* SegmentsOfB;

    /// <summary>Where each row of C starts, and how many floats of it may be touched.</summary>
    public float** C;
    public int Width;

    /// <summary>Added first; null for none.</summary>
    public float* Bias;

    /// <summary>Whether C's old values are added.</summary>
    public bool Accumulate;

    /// <summary>Applied last.</summary>
    public FusedActivation Activation;
}
