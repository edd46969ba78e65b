using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The sums over tiles that make the gradient of a kernel: <c>P[i] += V[i]ᵀ · W[i]</c>, channels × filters, for a line of points at a time.</summary>
internal sealed unsafe class WinogradSums
{
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly int _points, _channels, _most;
    private readonly nint _rowOfV, _rowOfW;

    /// <param name="points">Points of a line.</param>
    /// <param name="channels">Rows of P.</param>
    /// <param name="filters">Columns of P.</param>
    /// <param name="width">Registers to use.</param>
    /// <param name="rowOfV">Floats from one tile to the next in a plane of V.</param>
    /// <param name="rowOfW">The same for W.</param>
    /// <param name="most">Tiles in a block at most.</param>
    public WinogradSums(int points, int channels, int filters, SimdWidth width, nint rowOfV, nint rowOfW, int most)
    {
        (_points, _channels, _rowOfV, _rowOfW, _most) = (points, channels, rowOfV, rowOfW, most);
        _tiles = TileSet.For(width);
        _panels = _tiles.Cut(filters);
    }

    public nint PlaneOfV => WinogradGeometry.PlaneStride(_most * _rowOfV);

    public nint PlaneOfW => WinogradGeometry.PlaneStride(_most * _rowOfW);

    public nint PlaneOfP => WinogradGeometry.PlaneStride(_channels * _rowOfW);

    /// <summary>Floats of the planes of V.</summary>
    public nint LengthOfV => _points * PlaneOfV;

    /// <summary>Floats of the planes of W.</summary>
    public nint LengthOfW => _points * PlaneOfW;

    /// <summary>Floats of all planes of P.</summary>
    public nint LengthOfP => _points * _points * PlaneOfP;

    /// <summary>Sums over <paramref name="count"/> tiles into a line of planes, or adds to what they hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int count, float* v, float* w, float* p, bool accumulate)
    {
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = 0;
        Tile tile = default;
        tile.C = targets;
        tile.Segments = &origin;
        tile.SegmentsOfB = &origin;
        tile.SegmentCount = 1;
        tile.SegmentLength = count;
        tile.ColumnStride = _rowOfV;
        tile.StrideB = _rowOfW;
        tile.Accumulate = accumulate;
        foreach (Panel panel in _panels)
        {
            tile.Width = panel.Padded;
            for (int i = 0; i < _points; i++)
            {
                tile.B = w + i * PlaneOfW + panel.Start;
                SumPlane(&tile, panel, v + i * PlaneOfV, p + i * PlaneOfP + panel.Start);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumPlane(Tile* tile, in Panel panel, float* v, float* p)
    {
        int highest = _tiles.HighestColumns(panel);
        for (int c = 0, height; c < _channels; c += height)
        {
            height = TileSet.NextHeight(_channels - c, highest);
            for (int r = 0; r < height; r++, p += _rowOfW)
                tile->C[r] = p;
            tile->Columns = v + c;
            _tiles.Columns(panel, height)(tile);
        }
    }
}
