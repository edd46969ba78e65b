using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// <c>y[n, oh, ow, f] = activation(bias[f] + Σ over i, j, c of x[n, oh·sh + i·dh − top, ow·sw + j·dw − left, c] · k[i, j, c, f])</c>.
/// </summary>
/// <remarks>
/// <para><b>A product without unfolding.</b> A tile is six or eight output pixels by a panel of filters. It reads the image through one
/// pointer for each pixel and one segment for each kernel row, see <see cref="Conv2DWindow"/>; the kernel is its B, in place if
/// the panel fills its registers, else packed once per run into the workspace.</para>
/// <para><b>Tasks</b> are stretches of output rows, across images, about as many as keep 16 threads busy. Pixels of successive rows
/// make one run as long as they see the same kernel rows, and runs are cut into tiles of equal height.</para>
/// <para><b>Cache.</b> Kernel rows are taken in blocks of at most about 1024 steps, so that a block of a panel stays in L2.</para>
/// <para><b>Pooling.</b> Where a max pooling follows, a band of output rows goes to scratch, small enough for the first-level cache, and only
/// its largest pixels are written: an image four times as large as the pooled one would else go through memory.</para>
/// <para><b>Order of sums.</b> Bias, then kernel position by position, channels innermost; cut at the blocks. The padding's zeros are
/// not added where a whole kernel row lies in the padding.</para>
/// </remarks>
internal sealed unsafe class Conv2DKernel : Kernel
{
    private const int LongestBlock = 1024;
    private const int WantedTasks = 32;
    private const int SmallestTask = 1 << 16;
    private const int PooledBandLength = 6 * 1024;

    private readonly Conv2DGeometry _g;
    private readonly Conv2DWindow _window;
    private readonly bool _bias;
    private readonly FusedActivation _activation;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly nint[] _segments;
    private readonly int _tasks;
    private readonly int _blockRows;
    private readonly MaxPoolBand? _pool;
    private readonly bool _keepsWinners;
    private readonly int _unit;
    private readonly int _unitsOfImage;
    private readonly int _unitsOfBand = 1;
    private readonly bool _flipped;
    private readonly bool _packs;
    private readonly long[] _packed;
    private readonly long _packedLength;

    private Conv2DKernel(Conv2DGeometry geometry, bool bias, FusedActivation activation, bool flipped, SimdWidth width, Window2D? pool = null, bool keepsWinners = false)
    {
        (_g, _bias, _activation, _flipped, _keepsWinners) = (geometry, bias, activation, flipped, keepsWinners);
        _pool = pool is { } window ? MaxPoolBand.Create(window, _g.OutputWidth, _g.Filters, width) : null;
        _unit = _pool?.Height ?? 1;
        _unitsOfImage = _g.OutputHeight / _unit;
        _window = new Conv2DWindow(geometry);
        _tiles = TileSet.For(width);
        _panels = _tiles.Cut(_g.GroupFilters);
        _segments = [.. Enumerable.Range(0, _window.Parts).Select(_window.Offset)];
        _tasks = (int)Math.Clamp(_g.Work / SmallestTask, 1, Math.Min(WantedTasks, _g.Batch * _unitsOfImage));
        _blockRows = Math.Max(LongestBlock / (_window.PartsPerRow * _window.PartLength), 1);

        while (_unitsOfBand < _unitsOfImage && FitsBand((_unitsOfBand + 1) * _unit))
            _unitsOfBand++;

        _packs = Array.Exists(_panels, p => IsPacked(p));
        _packed = new long[_panels.Length];
        for (int i = 0; i < _panels.Length; i++)
        {
            _packed[i] = _packedLength;
            _packedLength += IsPacked(_panels[i]) ? (long)KernelLength * _panels[i].Padded : 0;
        }
    }

    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y.</summary>
    public static Kernel Create(
        Conv2DGeometry geometry, bool bias = false, FusedActivation activation = FusedActivation.None, SimdWidth? width = null) =>
        Create(geometry, bias, activation, null, false, width ?? Simd.Best);

    /// <summary>
    /// Makes the same with a kernel turned by 180° and filters and channels changed about: given as [kh, kw, filters / groups, channels],
    /// which is how the convolution whose gradient this is has it.
    /// </summary>
    public static Kernel CreateFlipped(Conv2DGeometry geometry, SimdWidth width) => PlanarConv2DKernel.Takes(geometry, null, width)
        ? PlanarConv2DKernel.CreateFlipped(geometry, width)
        : new Conv2DKernel(geometry, false, FusedActivation.None, true, width);

    /// <summary>Makes a convolution with a max pooling behind it. Outputs: the pooled images and, if wanted, the winners' places in their windows.</summary>
    public static Kernel CreatePooled(
        Conv2DGeometry geometry, bool bias, FusedActivation activation, Window2D pool, bool keepsWinners, SimdWidth? width = null) =>
        Create(geometry, bias, activation, pool, keepsWinners, width ?? Simd.Best);

    private static Kernel Create(
        Conv2DGeometry geometry, bool bias, FusedActivation activation, Window2D? pool, bool keepsWinners, SimdWidth width) =>
        WindowConv2DKernel.Takes(geometry, pool, width) ? WindowConv2DKernel.Create(geometry, bias, activation, keepsWinners, width)
        : PlanarConv2DKernel.Takes(geometry, pool, width)
            ? PlanarConv2DKernel.Create(geometry, bias, activation, pool is not null, keepsWinners, width)
            : new Conv2DKernel(geometry, bias, activation, false, width, pool, keepsWinners);

    public override int Phases => _packs ? 2 : 1;

    public override long Workspace => _packedLength * _g.Groups;

    public override int Scratch => (int)(CopyLength + (_pool is null ? 0 : _unitsOfBand * _unit * _pool.RowLength));

    private long CopyLength => _window.IsCopied ? (LinesOf(_unitsOfBand * _unit) * _window.LineLength + 15) / 16 * 16 : 0;

    // Steps of a sum: rows of the kernel as a matrix.
    private int KernelLength => _window.Parts * _window.PartLength;

    public override int Tasks(int phase) => _packs && phase == 0 ? _g.Groups * Positions : _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (_packs && phase == 0)
        {
            PackPosition(task / Positions, task % Positions, in arguments);
            return;
        }
        long units = (long)_g.Batch * _unitsOfImage, end = units * (task + 1) / _tasks;
        for (long unit = units * task / _tasks; unit < end;)
        {
            int image = (int)(unit / _unitsOfImage), first = (int)(unit % _unitsOfImage);
            int count = (int)Math.Min(Math.Min(end - unit, _unitsOfImage - first), _unitsOfBand);
            RunBand(image, first, count, in arguments);
            unit += count;
        }
    }

    // A unit is an output row, or the rows of a pooled one.
    private void RunBand(int image, int first, int count, in KernelArguments arguments)
    {
        if (_pool is null)
        {
            ConvolveBand(image, first, first + count, arguments.Outputs[0] + (nint)image * _g.OutputHeight * RowLength, in arguments);
            return;
        }
        float* band = arguments.Scratch + CopyLength;
        ConvolveBand(image, first * _unit, (first + count) * _unit, band - first * _unit * RowLength, in arguments);
        nint at = ((nint)image * _unitsOfImage + first) * _pool.PooledRowLength;
        _pool.Pool(band, arguments.Outputs[0] + at, _keepsWinners ? arguments.Outputs[1] + at : null, count);
    }

    private nint RowLength => (nint)_g.OutputWidth * _g.Filters;

    private bool FitsBand(int rows) => LinesOf(rows) <= _window.LinesOfBand && (_pool is null || rows * RowLength <= PooledBandLength);

    private long LinesOf(int outputRows) =>
        Math.Min((outputRows - 1) * (long)_g.StrideHeight + (_g.KernelHeight - 1) * (long)_g.DilationHeight + 1, _g.Height);

    private int Positions => _g.KernelHeight * _g.KernelWidth;

    private bool IsPacked(in Panel panel) => _flipped || panel.IsRagged;

    // One position of the kernel, for all panels of a group.
    private void PackPosition(int group, int position, in KernelArguments arguments)
    {
        int channels = _g.GroupChannels, filters = _g.GroupFilters;
        for (int i = 0; i < _panels.Length; i++)
        {
            Panel panel = _panels[i];
            if (!IsPacked(panel))
                continue;
            float* target = PackedPanel(group, i, in arguments) + (nint)position * channels * panel.Padded;
            if (_flipped)
            {
                nint row = (nint)(Positions - 1 - position) * filters + panel.Start;
                float* source = arguments.Inputs[1] + row * _g.Channels + group * channels;
                Pack.Transposed(source, _g.Channels, channels, panel.Width, target, panel.Padded);
            }
            else
            {
                float* source = arguments.Inputs[1] + (nint)position * channels * _g.Filters + group * filters + panel.Start;
                Pack.Rows(source, _g.Filters, channels, panel.Width, target, panel.Padded);
            }
        }
    }

    private float* PackedPanel(int group, int panel, in KernelArguments arguments) =>
        arguments.Workspace + group * _packedLength + _packed[panel];

    // Output rows of one image; y is where its first row lies or would lie.
    private void ConvolveBand(int image, int begin, int end, float* y, in KernelArguments arguments)
    {
        float* lines = arguments.Inputs[0] + (nint)image * _g.Height * _g.Width * _g.Channels;
        if (_window.IsCopied)
        {
            (int top, int bottom) = _window.Lines(begin, end);
            _window.CopyIn(lines, top, bottom, arguments.Scratch);
            lines = arguments.Scratch - top * _window.LineLength;
        }
        for (int group = 0; group < _g.Groups; group++)
        {
            for (int i = 0; i < _panels.Length; i++)
            {
                for (int row = begin, next; row < end; row = next)
                {
                    next = _window.EndOfRun(row, end, 0, _g.Height);
                    ConvolveRun(group, i, row, next, lines + group * _g.GroupChannels, y, in arguments);
                }
            }
        }
    }

    // Output rows that see the same kernel rows, through all blocks of kernel rows.
    private void ConvolveRun(int group, int panelIndex, int begin, int end, float* lines, float* y, in KernelArguments arguments)
    {
        Panel panel = _panels[panelIndex];
        int column = group * _g.GroupFilters + panel.Start;
        float* kernel = IsPacked(panel) ? PackedPanel(group, panelIndex, in arguments) : arguments.Inputs[1] + column;

        Tile tile = default;
        tile.StrideB = IsPacked(panel) ? panel.Padded : _g.Filters;
        tile.SegmentLength = _window.PartLength;
        tile.Width = panel.Width;
        tile.Bias = _bias ? arguments.Inputs[2] + column : null;
        (int first, int last) = _window.KernelRows(begin, 0, _g.Height);
        int steps = _window.PartsPerRow;
        fixed (nint* segments = _segments)
        {
            for (int row = first; row < last || row == first; row += _blockRows)
            {
                int stop = Math.Min(row + _blockRows, last);
                tile.Segments = segments + row * steps;
                tile.SegmentCount = (stop - row) * steps;
                tile.B = kernel + (nint)row * steps * _window.PartLength * tile.StrideB;
                tile.Activation = stop == last ? _activation : FusedActivation.None;
                RunTiles(&tile, panel, begin, end, lines, y + column);
                tile.Bias = null;
                tile.Accumulate = true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunTiles(Tile* tile, in Panel panel, int begin, int end, float* lines, float* y)
    {
        float** rows = stackalloc float*[TileSet.Highest];
        float** targets = stackalloc float*[TileSet.Highest];
        tile->Rows = rows;
        tile->C = targets;

        int outputWidth = _g.OutputWidth, filters = _g.Filters, pixels = (end - begin) * outputWidth;
        // As many tiles as it takes, all of one height or one more: divided once, as tiles of a first layer take a hundred cycles.
        int highest = _tiles.HighestRows(panel), tiles = (pixels + highest - 1) / highest, height = pixels / tiles;
        int taller = pixels - tiles * height;
        delegate*<Tile*, void> tall = taller > 0 ? _tiles.Rows(panel, height + 1) : null, low = _tiles.Rows(panel, height);

        nint step = (nint)_g.StrideWidth * _g.Channels, lineStep = _g.StrideHeight * _window.LineLength;
        float* line = lines + _window.FirstLine(begin) * _window.LineLength;
        float* pixel = line;
        float* target = y + (nint)begin * outputWidth * filters;
        for (int i = 0, column = 0; i < tiles; i++)
        {
            int count = i < taller ? height + 1 : height;
            for (int r = 0; r < count; r++)
            {
                rows[r] = pixel;
                targets[r] = target;
                target += filters;
                pixel += step;
                if (++column == outputWidth)
                {
                    column = 0;
                    line += lineStep;
                    pixel = line;
                }
            }
            (i < taller ? tall : low)(tile);
        }
    }
}
