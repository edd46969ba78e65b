using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>The register tiles of one width, and how columns are cut into panels for them.</summary>
/// <remarks>
/// <para><b>512 bits.</b> 6 × 64: 24 sums, 4 vectors of B and a broadcast fill 29 of 32 registers. Narrower panels take more rows.
/// Panels grow in steps of half a register: 40 columns are two registers and a half, as three would waste a third of the last.</para>
/// <para><b>256 and 128 bits.</b> 16 registers: 6 × 2 vectors, 2 of B and a broadcast are 15.</para>
/// <para>A pointer is compiled when it is first called, and the tables of a kind are made when it is first used: making all of them
/// would take as long as reading a small model.</para>
/// </remarks>
internal sealed unsafe class TileSet
{
    /// <summary>No tile has more rows.</summary>
    public const int Highest = 12;

    // Two threads may make the same one at the same time; nobody minds which is kept.
    private static TileSet? s_wide, s_middle, s_narrow;

    private readonly int _unit;
    private readonly Kind[] _kinds;

    private TileSet(int unit, Kind[] kinds) => (_unit, _kinds) = (unit, kinds);

    private static TileSet Wide() => new(8,
    [
        Make<Lanes256, Vector256<float>, Row1<Lanes256, Vector256<float>>>(8, 12),
        Make<Lanes512, Vector512<float>, Row1<Lanes512, Vector512<float>>>(8, 12),
        Make<Lanes512, Vector512<float>, Row1AndHalf>(8, 12),
        Make<Lanes512, Vector512<float>, Row2<Lanes512, Vector512<float>>>(8, 12),
        Make<Lanes512, Vector512<float>, Row2AndHalf>(5, 5),
        Make<Lanes512, Vector512<float>, Row3<Lanes512, Vector512<float>>>(8, 8),
        Make<Lanes512, Vector512<float>, Row4<Lanes512, Vector512<float>>>(6, 6),
        Make<Lanes512, Vector512<float>, Row4<Lanes512, Vector512<float>>>(6, 6),
    ]);

    private static TileSet Middle() => new(8,
    [
        Make<Lanes256, Vector256<float>, Row1<Lanes256, Vector256<float>>>(8, 12),
        Make<Lanes256, Vector256<float>, Row2<Lanes256, Vector256<float>>>(6, 6),
    ]);

    private static TileSet Narrow() => new(4,
    [
        Make<Lanes128, Vector128<float>, Row1<Lanes128, Vector128<float>>>(8, 12),
        Make<Lanes128, Vector128<float>, Row2<Lanes128, Vector128<float>>>(6, 6),
    ]);

    /// <summary>The tiles for a width.</summary>
    public static TileSet For(SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => s_wide ??= Wide(),
        SimdWidth.Bits256 => s_middle ??= Middle(),
        _ => s_narrow ??= Narrow(),
    };

    /// <summary>Rows of the next tile when <paramref name="left"/> are left: as high as it may be, but all of them alike.</summary>
    public static int NextHeight(int left, int highest)
    {
        int tiles = (left + highest - 1) / highest;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Cuts columns into panels: full ones, and what is left.</summary>
    public Panel[] Cut(int columns) => Cut(columns, _kinds.Length * _unit);

    /// <summary>Cuts columns into as many panels, but equally wide ones: for tiles that are all to have the same height.</summary>
    public Panel[] CutEvenly(int columns)
    {
        int full = _kinds.Length * _unit, panels = (columns + full - 1) / full, vector = 2 * _unit;
        return Cut(columns, Math.Min((columns + panels * vector - 1) / (panels * vector) * vector, full));
    }

    private Panel[] Cut(int columns, int widest)
    {
        var panels = new Panel[(columns + widest - 1) / widest];
        for (int i = 0; i < panels.Length; i++)
        {
            int width = Math.Min(widest, columns - i * widest);
            int kind = (width - 1) / _unit;
            panels[i] = new Panel(i * widest, width, _kinds[kind].Width, kind);
        }
        return panels;
    }

    /// <summary>Most rows of a row tile.</summary>
    public int HighestRows(in Panel panel) => _kinds[panel.Kind].HighestRows;

    /// <summary>Whether full row tiles call ahead what the next ones read.</summary>
    public bool CallsAhead(in Panel panel) => _kinds[panel.Kind] is { HighestRows: <= 6 };

    /// <summary>Most rows of a column tile.</summary>
    public int HighestColumns(in Panel panel) => _kinds[panel.Kind].HighestColumns;

    public delegate*<Tile*, void> Rows(in Panel panel, int height) => (delegate*<Tile*, void>)_kinds[panel.Kind].Rows[height];

    public delegate*<Tile*, void> Columns(in Panel panel, int height) => (delegate*<Tile*, void>)_kinds[panel.Kind].Columns[height];

    /// <summary>The tile of many short products.</summary>
    public delegate*<PlaneTile*, void> PlaneRows(in Panel panel, int height) => (delegate*<PlaneTile*, void>)_kinds[panel.Kind].PlaneRows[height];

    private static Kind Make<TLanes, TVector, TRow>(int highestRows, int highestColumns)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRow : struct, IRow<TRow, TVector> =>
        new(TRow.Width, highestRows, highestColumns, Rows<TLanes, TVector, TRow>, Columns<TLanes, TVector, TRow>, PlaneRows<TLanes, TVector, TRow>);

    private static nint[] Rows<TLanes, TVector, TRow>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRow : struct, IRow<TRow, TVector> =>
    [
        0,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of1>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of2>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of3>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of4>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of5>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of6>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of7>.Run,
        (nint)(delegate*<Tile*, void>)&RowTile<TLanes, TVector, TRow, Height.Of8>.Run,
    ];

    private static nint[] Columns<TLanes, TVector, TRow>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRow : struct, IRow<TRow, TVector> =>
    [
        0,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of1>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of2>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of3>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of4>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of5>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of6>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of7>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of8>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of9>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of10>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of11>.Run,
        (nint)(delegate*<Tile*, void>)&ColumnTile<TLanes, TVector, TRow, Height.Of12>.Run,
    ];

    private static nint[] PlaneRows<TLanes, TVector, TRow>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRow : struct, IRow<TRow, TVector> =>
    [
        0,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of1>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of2>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of3>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of4>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of5>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of6>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of7>.Run,
        (nint)(delegate*<PlaneTile*, void>)&PlaneRowTile<TLanes, TVector, TRow, Height.Of8>.Run,
    ];

    private sealed class Kind(
        int width, int highestRows, int highestColumns, Func<nint[]> rows, Func<nint[]> columns, Func<nint[]> planeRows)
    {
        public int Width { get; } = width;

        public int HighestRows { get; } = highestRows;

        public int HighestColumns { get; } = highestColumns;

        public nint[] Rows => field ??= rows();

        public nint[] Columns => field ??= columns();

        public nint[] PlaneRows => field ??= planeRows();
    }
}
