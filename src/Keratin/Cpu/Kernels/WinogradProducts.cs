using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The products at the pairs of points: <c>M[i] = V[i] · U[i]</c>, tiles × inner times inner × columns.</summary>
/// <remarks>
/// V and M have a plane for each pair of points, the tiles one below the other. With all results of a tile together M would suit what
/// reads it better, but the products less: tiles of 16 and 36 filters ran at two thirds of the speed.
/// </remarks>
internal sealed unsafe class WinogradProducts
{
    private readonly TileSet _tiles;
    private readonly int _points, _inner;
    private readonly nint _rowOfV;
    private readonly int _most;

    /// <param name="points">Pairs of points.</param>
    /// <param name="inner">Products in a sum.</param>
    /// <param name="columns">Columns of M.</param>
    /// <param name="width">Registers to use.</param>
    /// <param name="rowOfV">Floats from one tile to the next in a plane of V.</param>
    /// <param name="most">Tiles in a block at most.</param>
    public WinogradProducts(int points, int inner, int columns, SimdWidth width, nint rowOfV, int most)
    {
        (_points, _inner, _rowOfV, _most) = (points, inner, rowOfV, most);
        _tiles = TileSet.For(width);
        Panels = _tiles.Cut(columns);
        int vector = (int)width / 32, padded = Panels[^1].Start + Panels[^1].Padded;
        RowOfM = (padded + vector - 1) / vector * vector;
    }

    /// <summary>Panels of columns, each kept by itself in U.</summary>
    public Panel[] Panels { get; }

    /// <summary>Floats from one tile to the next in a plane of M.</summary>
    public nint RowOfM { get; }

    /// <summary>Floats from one plane of V to the next.</summary>
    public nint PlaneOfV => WinogradGeometry.PlaneStride(_most * _rowOfV);

    /// <summary>Floats from one plane of M to the next.</summary>
    public nint PlaneOfM => WinogradGeometry.PlaneStride(_most * RowOfM);

    public nint LengthOfV => _points * PlaneOfV;

    public nint LengthOfM => _points * PlaneOfM;

    /// <summary>Floats of U.</summary>
    public long LengthOfU => Panels.Sum(p => _points * (long)PlaneOfU(p));

    /// <summary>Floats from one plane of a panel of U to the next.</summary>
    public nint PlaneOfU(in Panel panel) => WinogradGeometry.PlaneStride((nint)_inner * panel.Padded);

    /// <summary>Multiplies for <paramref name="count"/> tiles.</summary>
    public void Run(int count, float* v, float* u, float* m)
    {
        PlaneTile tile = default;
        tile.Planes = _points;
        tile.Inner = _inner;
        (tile.RowOfV, tile.PlaneOfV, tile.RowOfM, tile.PlaneOfM) = (_rowOfV, PlaneOfV, RowOfM, PlaneOfM);
        foreach (Panel panel in Panels)
        {
            tile.U = u;
            (tile.RowOfU, tile.PlaneOfU) = (panel.Padded, PlaneOfU(panel));
            MultiplyPanel(&tile, panel, count, v, m + panel.Start);
            u += _points * tile.PlaneOfU;
        }
    }

    // The rows in equal parts, each through all planes.
    private void MultiplyPanel(PlaneTile* tile, in Panel panel, int count, float* v, float* m)
    {
        int highest = _tiles.HighestRows(panel);
        for (int row = 0, height; row < count; row += height)
        {
            height = TileSet.NextHeight(count - row, highest);
            tile->V = v + row * _rowOfV;
            tile->M = m + row * RowOfM;
            _tiles.PlaneRows(panel, height)(tile);
        }
    }
}
