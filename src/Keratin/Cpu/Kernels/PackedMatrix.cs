using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>A matrix [k, n] that a kernel multiplies a few rows by again and again: packed once, panel by panel, into the kernel's workspace.</summary>
/// <remarks><b>Order of sums.</b> k in order, then what the target held.</remarks>
internal sealed unsafe class PackedMatrix
{
    private readonly int _k, _n;
    private readonly bool _isTransposed;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly long[] _starts;

    /// <summary>Says how it is cut.</summary>
    /// <param name="k">Rows: products in each sum.</param>
    /// <param name="n">Columns.</param>
    /// <param name="isTransposed">Whether it lies there as [n, k].</param>
    /// <param name="width">Registers.</param>
    public PackedMatrix(int k, int n, bool isTransposed, SimdWidth width)
    {
        (_k, _n, _isTransposed, _tiles) = (k, n, isTransposed, TileSet.For(width));
        _panels = _tiles.Cut(n);
        _starts = new long[_panels.Length];
        for (int i = 0; i < _panels.Length; i++)
        {
            _starts[i] = Length;
            Length += (long)k * _panels[i].Padded;
        }
    }

    /// <summary>Panels, which may be packed by as many tasks.</summary>
    public int Panels => _panels.Length;

    /// <summary>Floats of the packed matrix.</summary>
    public long Length { get; }

    /// <summary>Packs a panel.</summary>
    public void Pack(int panel, float* matrix, float* packed)
    {
        Panel part = _panels[panel];
        if (_isTransposed)
            Kernels.Pack.Transposed(matrix + (nint)part.Start * _k, _k, _k, part.Width, packed + _starts[panel], part.Padded);
        else
            Kernels.Pack.Rows(matrix + part.Start, _n, _k, part.Width, packed + _starts[panel], part.Padded);
    }

    /// <summary><c>c[i, :] (+)= a[i, :] · matrix</c> for dense rows a [rows, k] and c [rows, n].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(float* a, int rows, float* packed, float* c, bool accumulates)
    {
        float** sources = stackalloc float*[TileSet.Highest];
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = 0;
        Tile tile = default;
        tile.Rows = sources;
        tile.C = targets;
        tile.Segments = &origin;
        tile.SegmentCount = 1;
        tile.SegmentLength = _k;
        tile.Accumulate = accumulates;
        for (int p = 0; p < _panels.Length; p++)
        {
            Panel panel = _panels[p];
            tile.B = packed + _starts[p];
            tile.StrideB = panel.Padded;
            tile.Width = panel.Width;
            int highest = _tiles.HighestRows(panel);
            for (int i = 0, height; i < rows; i += height)
            {
                height = TileSet.NextHeight(rows - i, highest);
                for (int r = 0; r < height; r++)
                {
                    sources[r] = a + (nint)(i + r) * _k;
                    targets[r] = c + (nint)(i + r) * _n + panel.Start;
                }
                _tiles.Rows(panel, height)(&tile);
            }
        }
    }
}
