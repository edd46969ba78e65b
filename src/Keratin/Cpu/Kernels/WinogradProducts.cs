using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>The products at the 36 pairs of points: <c>M[i] = V[i] · U[i]</c>, tiles × inner times inner × columns.</summary>
internal sealed unsafe class WinogradProducts
{
    public const int Points = WinogradPoints.Count * WinogradPoints.Count;

    private readonly TileSet _tiles;
    private readonly int _inner;

    public WinogradProducts(int inner, int columns, SimdWidth width)
    {
        _tiles = TileSet.For(width);
        _inner = inner;
        Panels = _tiles.Cut(columns);
        int vector = (int)width / 32, padded = Panels[^1].Start + Panels[^1].Padded;
        RowStride = (padded + vector - 1) / vector * vector;
    }

    /// <summary>Panels of columns, each kept by itself in U.</summary>
    public Panel[] Panels { get; }

    /// <summary>Floats from one tile to the next in a plane of M.</summary>
    public nint RowStride { get; }

    /// <summary>Floats of U.</summary>
    public long LengthOfU => Panels.Sum(p => Points * (long)PlaneOfU(p));

    /// <summary>Floats from one plane of a panel of U to the next.</summary>
    public nint PlaneOfU(in Panel panel) => WinogradGeometry.PlaneStride((nint)_inner * panel.Padded);

    /// <summary>Multiplies for <paramref name="count"/> tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int count, float* v, nint rowOfV, nint planeOfV, float* u, float* m, nint planeOfM)
    {
        float** rows = stackalloc float*[TileSet.Highest];
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = 0;
        Tile tile = default;
        tile.Rows = rows;
        tile.C = targets;
        tile.Segments = &origin;
        tile.SegmentCount = 1;
        tile.SegmentLength = _inner;
        foreach (Panel panel in Panels)
        {
            nint planeOfU = PlaneOfU(panel);
            tile.StrideB = panel.Padded;
            tile.Width = panel.Padded;
            tile.B = u;
            for (int i = 0; i < Points; i++, tile.B += planeOfU)
                MultiplyPlane(&tile, panel, count, v + i * planeOfV, rowOfV, m + i * planeOfM + panel.Start);
            u += Points * planeOfU;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyPlane(Tile* tile, in Panel panel, int count, float* v, nint rowOfV, float* m)
    {
        nint rowOfM = RowStride;
        int highest = _tiles.HighestRows(panel), tiles = (count + highest - 1) / highest, height = count / tiles, taller = count - tiles * height;
        delegate*<Tile*, void> tall = taller > 0 ? _tiles.Rows(panel, height + 1) : null, low = _tiles.Rows(panel, height);
        for (int i = 0; i < tiles; i++)
        {
            int rows = i < taller ? height + 1 : height;
            for (int r = 0; r < rows; r++, v += rowOfV, m += rowOfM)
            {
                tile->Rows[r] = v;
                tile->C[r] = m;
            }
            (i < taller ? tall : low)(tile);
        }
    }
}
