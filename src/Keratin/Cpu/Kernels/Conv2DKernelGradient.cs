using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>dk[i, j, c, f] = Σ over n, oh, ow of x[n, oh·sh + i·dh − top, ow·sw + j·dw − left, c] · dy[n, oh, ow, f]</c>.</summary>
/// <remarks>
/// <para><b>A product Aᵀ · B without unfolding.</b> A tile is a few adjacent rows of the kernel as a matrix by a panel of filters. For one
/// output pixel the floats to broadcast lie side by side in x; a segment is a row of output pixels, and dy is B, in place.</para>
/// <para><b>Tasks.</b> The batch is cut into slices, the rows of the kernel into groups, the filters into panels. Slices cost a sum at the
/// end, groups cost reading x and dy again; so there are first as many slices as leave a thousand pixels to each.</para>
/// <para><b>Cache.</b> A task takes its output rows in chunks, whose x and dy stay in L2 while all its tiles pass over them.</para>
/// <para><b>Ragged panels</b> read a few floats of the next pixels and drop the results. Behind the last pixel of all there is no next: the
/// last output rows are chunks by themselves and are packed.</para>
/// <para><b>Pooling.</b> Where dy is the gradient of a max pooling that has kept its winners, each chunk of it is laid out in scratch: the
/// large image, three quarters of it zeros, never goes through memory.</para>
/// <para><b>Order of sums.</b> Pixels in order, cut at chunks; then the slices in order.</para>
/// </remarks>
internal sealed unsafe class Conv2DKernelGradient : Kernel
{
    private const int WantedTasks = 16;
    private const int SmallestTask = 1 << 16;
    private const int PixelsOfSlice = 1024;
    private const int ChunkLength = 1 << 17;
    private const int PooledChunkLength = 1 << 15;
    private const int ChunkRows = 256;
    private const int SumLength = 1 << 13;

    private readonly Conv2DGeometry _g;
    private readonly Conv2DWindow _window;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly int _slices;
    private readonly int _rowGroups;
    private readonly int _chunkRows;
    private readonly MaxPoolBand? _pool;
    private readonly nint _packLength;

    private Conv2DKernelGradient(Conv2DGeometry geometry, SimdWidth width, Window2D? pool = null)
    {
        _g = geometry;
        _pool = pool is { } window ? MaxPoolBand.Create(window, _g.OutputWidth, _g.Filters, width) : null;
        _window = new Conv2DWindow(geometry);
        _tiles = TileSet.For(width);
        _panels = _tiles.Cut(_g.GroupFilters);

        int affordable = (int)Math.Clamp(_g.Work / SmallestTask, 1, WantedTasks);
        _slices = (int)Math.Clamp(OutputRows * _g.OutputWidth / PixelsOfSlice, 1, affordable);
        _slices = (int)Math.Min(_slices, OutputRows);
        int highest = _tiles.HighestColumns(_panels[0]);
        _rowGroups = Math.Clamp(affordable / (_slices * _panels.Length), 1, (GroupLength + highest - 1) / highest);

        nint rowLength = _g.StrideHeight * _window.LineLength + (nint)_g.OutputWidth * _g.Filters;
        _chunkRows = (int)Math.Clamp((_pool is null ? ChunkLength : PooledChunkLength) / rowLength, 1, ChunkRows);
        _packLength = _panels.Max(panel => (nint)panel.Padded * _g.OutputWidth * Math.Min(PackedRows(panel), _chunkRows));
    }

    /// <summary>Makes the kernel. Inputs: x, the gradient of y. Output: the gradient of the kernel.</summary>
    public static Kernel Create(Conv2DGeometry geometry, SimdWidth? width = null) => Create(geometry, null, width ?? Simd.Best);

    /// <summary>Makes the kernel for a convolution that is pooled. Inputs: x, the winners, the gradient of the pooled images.</summary>
    public static Kernel CreatePooled(Conv2DGeometry geometry, Window2D pool, SimdWidth? width = null) =>
        Create(geometry, pool, width ?? Simd.Best);

    private static Kernel Create(Conv2DGeometry geometry, Window2D? pool, SimdWidth width) =>
        WinnerConv2DKernelGradient.Takes(geometry, pool)
            ? WinnerConv2DKernelGradient.Create(geometry, width)
            : new Conv2DKernelGradient(geometry, width, pool);

    public override int Phases => _slices > 1 ? 2 : 1;

    public override long Workspace => _slices > 1 ? _slices * (long)Length : 0;

    public override int Scratch => (int)(CopyLength + _packLength + SpreadLength);

    // Rows of the gradient of one group as a matrix.
    private int GroupLength => _window.Parts * _window.PartLength;

    private nint Length => (nint)GroupLength * _g.Filters;

    private long OutputRows => (long)_g.Batch * _g.OutputHeight;

    // A chunk of r output rows in p images has at most (r − p) · sh + p · extent lines, and p ≤ r / OH + 2.
    private nint CopyLength
    {
        get
        {
            if (!_window.IsCopied)
                return 0;
            nint extent = (nint)(_g.KernelHeight - 1) * _g.DilationHeight + 1;
            nint images = Math.Min(_chunkRows, _chunkRows / _g.OutputHeight + 2);
            nint lines = Math.Min((nint)_chunkRows * _g.StrideHeight + images * extent, images * _g.Height);
            return (lines * _window.LineLength + 15) / 16 * 16;
        }
    }

    // A chunk of dy laid out, and what a ragged panel reads beyond it.
    private nint SpreadLength => _pool is null ? 0 : Math.Min(_chunkRows, (nint)OutputRows) * RowLength + _panels[0].Padded;

    private nint RowLength => (nint)_g.OutputWidth * _g.Filters;

    // The last output rows from which a ragged panel could read beyond the end.
    private int PackedRows(in Panel panel) =>
        panel.IsRagged && _pool is null ? (int)Math.Min(1 + panel.Padded / ((long)_g.OutputWidth * _g.Filters), OutputRows) : 0;

    public override int Tasks(int phase) =>
        phase == 0 ? _slices * _rowGroups * _panels.Length : (int)((Length + SumLength - 1) / SumLength);

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 1)
        {
            nint from = (nint)task * SumLength;
            Slices.Add(arguments.Workspace + from, Length, _slices, arguments.Outputs[0] + from, Math.Min(SumLength, Length - from));
            return;
        }
        int rowGroup = task % _rowGroups, panel = task / _rowGroups % _panels.Length, slice = task / _rowGroups / _panels.Length;
        SumSlice(slice, rowGroup, panel, in arguments);
    }

    private void SumSlice(int slice, int rowGroup, int panel, in KernelArguments arguments)
    {
        float* target = _slices > 1 ? arguments.Workspace + slice * Length : arguments.Outputs[0];
        long begin = OutputRows * slice / _slices, end = OutputRows * (slice + 1) / _slices;
        long packedFrom = OutputRows - PackedRows(_panels[panel]);
        long row = begin;
        for (long next; row < end; row = next)
        {
            long stop = row < packedFrom ? Math.Min(end, packedFrom) : end;
            next = Math.Min(row + _chunkRows, stop);
            SumChunk(new Chunk(row, (int)(next - row), row >= packedFrom, row > begin), rowGroup, panel, target, in arguments);
        }
    }

    private void SumChunk(in Chunk chunk, int rowGroup, int panelIndex, float* target, in KernelArguments arguments)
    {
        if (_window.IsCopied)
            CopyChunk(chunk, in arguments);
        float* gradient = _pool is null ? arguments.Inputs[1] : SpreadChunk(chunk, in arguments);

        Panel panel = _panels[panelIndex];
        int begin = (int)((long)GroupLength * rowGroup / _rowGroups), end = (int)((long)GroupLength * (rowGroup + 1) / _rowGroups);
        int length = _window.PartLength;
        for (int group = 0; group < _g.Groups; group++)
        {
            int column = group * _g.GroupFilters + panel.Start;
            float* dy = gradient + column;
            if (chunk.IsPacked)
            {
                float* packed = arguments.Scratch + CopyLength;
                int pixels = chunk.Count * _g.OutputWidth;
                Pack.Rows(dy + (nint)chunk.Begin * _g.OutputWidth * _g.Filters, _g.Filters, pixels, panel.Width, packed, panel.Padded);
                dy = packed;
            }
            for (int part = begin / length; part * length < end; part++)
            {
                int from = Math.Max(begin - part * length, 0), to = Math.Min(end - part * length, length);
                SumPart(chunk, panel, group, part, from, to, dy, target + column, in arguments);
            }
        }
    }

    // Rows [from, to) of a part, over the output rows of a chunk.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumPart(
        in Chunk chunk, in Panel panel, int group, int part, int from, int to, float* dy, float* target, in KernelArguments arguments)
    {
        nint* segments = stackalloc nint[ChunkRows];
        nint* segmentsOfB = stackalloc nint[ChunkRows];
        float** targets = stackalloc float*[TileSet.Highest];
        Tile tile = default;
        tile.C = targets;
        tile.Segments = segments;
        tile.SegmentsOfB = segmentsOfB;
        tile.StrideB = chunk.IsPacked ? panel.Padded : _g.Filters;
        tile.SegmentCount = FindSegments(chunk, part / _window.PartsPerRow, tile.StrideB, segments, segmentsOfB);
        tile.SegmentLength = _g.OutputWidth;
        tile.ColumnStride = (nint)_g.StrideWidth * _g.Channels;
        tile.B = dy;
        tile.Width = panel.Width;
        tile.Accumulate = chunk.Accumulates;

        float* x = _window.IsCopied ? arguments.Scratch : arguments.Inputs[0];
        x += _window.Offset(part) + group * _g.GroupChannels;
        int highest = _tiles.HighestColumns(panel);
        for (int height; from < to; from += height)
        {
            height = TileSet.NextHeight(to - from, highest);
            for (int r = 0; r < height; r++)
                targets[r] = target + ((nint)part * _window.PartLength + from + r) * _g.Filters;
            tile.Columns = x + from;
            _tiles.Columns(panel, height)(&tile);
        }
    }

    // The chunk's output rows for which a kernel row lies within the image, as offsets into lines and dy.
    private int FindSegments(in Chunk chunk, int kernelRow, nint strideB, nint* segments, nint* segmentsOfB)
    {
        int count = 0;
        nint lines = 0;
        long firstOfB = chunk.IsPacked ? chunk.Begin : 0;
        for (long row = chunk.Begin; row < chunk.End;)
        {
            Piece piece = PieceAt(row, chunk.End);
            nint origin = (_window.IsCopied ? lines - piece.Top : (nint)piece.Image * _g.Height) * _window.LineLength;
            for (int oh = piece.Begin; oh < piece.End; oh++)
            {
                int h = _window.FirstLine(oh) + kernelRow * _g.DilationHeight;
                if (h < 0 || h >= _g.Height)
                    continue;
                segments[count] = origin + _window.FirstLine(oh) * _window.LineLength;
                segmentsOfB[count++] = (nint)(row + oh - piece.Begin - firstOfB) * _g.OutputWidth * strideB;
            }
            lines += piece.Bottom - piece.Top;
            row += piece.End - piece.Begin;
        }
        return count;
    }

    private void CopyChunk(in Chunk chunk, in KernelArguments arguments)
    {
        float* lines = arguments.Scratch;
        for (long row = chunk.Begin; row < chunk.End;)
        {
            Piece piece = PieceAt(row, chunk.End);
            _window.CopyIn(arguments.Inputs[0] + (nint)piece.Image * _g.Height * _g.Width * _g.Channels, piece.Top, piece.Bottom, lines);
            lines += (piece.Bottom - piece.Top) * _window.LineLength;
            row += piece.End - piece.Begin;
        }
    }

    // Lays out dy for the chunk; says where row 0 would lie.
    private float* SpreadChunk(in Chunk chunk, in KernelArguments arguments)
    {
        float* rows = arguments.Scratch + CopyLength + _packLength;
        nint pooledImage = _g.OutputHeight / _pool!.Height * _pool.PooledRowLength;
        float* start = rows - (nint)chunk.Begin * RowLength;
        for (long row = chunk.Begin; row < chunk.End;)
        {
            Piece piece = PieceAt(row, chunk.End);
            nint at = piece.Image * pooledImage;
            _pool.Scatter(arguments.Inputs[1] + at, arguments.Inputs[2] + at, piece.Begin, piece.End, _g.OutputHeight, rows);
            rows += (piece.End - piece.Begin) * RowLength;
            row += piece.End - piece.Begin;
        }
        return start;
    }

    private Piece PieceAt(long row, long end)
    {
        int image = (int)(row / _g.OutputHeight), begin = (int)(row % _g.OutputHeight);
        int stop = (int)Math.Min(_g.OutputHeight, begin + end - row);
        (int top, int bottom) = _window.Lines(begin, stop);
        return new Piece(image, begin, stop, top, bottom);
    }

    // Output rows, counted through all images, that are summed in one go.
    private readonly record struct Chunk(long Begin, int Count, bool IsPacked, bool Accumulates)
    {
        public long End => Begin + Count;
    }

    // What of a chunk lies in one image: output rows, and the lines they see.
    private readonly record struct Piece(int Image, int Begin, int End, int Top, int Bottom);
}
