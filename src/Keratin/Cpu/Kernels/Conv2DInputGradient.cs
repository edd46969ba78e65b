using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// <c>dx[n, h, w, c] = Σ over (oh, i) with oh·sh + i·dh − top = h, (ow, j) likewise, and f of dy[n, oh, ow, f] · k[i, j, c, f]</c>.
/// </summary>
/// <remarks>
/// <para><b>As a convolution</b> with the kernel turned about, by <see cref="Conv2DKernel"/>, if strides are 1 and the sizes alike.</para>
/// <para><b>Else as a product that adds in place.</b> Each output pixel scatters dy · kᵀ below the kernel: for each kernel row one row of
/// <c>kw · cin</c> floats that lie side by side in dx. A tile does it for six or eight pixels; its rows overlap in dx, which is why tiles
/// finish their rows one after the other. There is no unfolded matrix to fold back.</para>
/// <para><b>Packing.</b> kᵀ is packed once per run into the workspace, a task for each part.</para>
/// <para><b>Tasks</b> own rows of dx, whole images if there are enough of them. Output rows that reach into the rows of two tasks are
/// visited by both, each with the kernel rows that fall into its own: no work is done twice.</para>
/// <para><b>Pixels are taken column by column</b>, so that a tile's rows fall into different rows of dx. Side by side they would overlap
/// there, and a load waits long for a store that covers but a part of it.</para>
/// <para><b>Order of sums.</b> By output columns, tile by tile; in a tile by kernel rows, then output rows.</para>
/// </remarks>
internal sealed unsafe class Conv2DInputGradient : Kernel
{
    private const int WantedTasks = 32;
    private const int SmallestTask = 1 << 16;

    private readonly Conv2DGeometry _g;
    private readonly Conv2DWindow _window;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly int _tasks;
    private readonly int _packedWidth;
    private readonly int _highest;

    private Conv2DInputGradient(Conv2DGeometry geometry, SimdWidth width)
    {
        _g = geometry;
        _window = new Conv2DWindow(geometry);
        _tiles = TileSet.For(width);
        _panels = _tiles.CutEvenly(_window.PartLength);
        _packedWidth = _panels.Sum(p => p.Padded);
        _highest = _panels.Min(p => _tiles.HighestRows(p));

        int affordable = (int)Math.Clamp(_g.Work / SmallestTask, 1, WantedTasks);
        int bandsOfImage = Math.Min((affordable + _g.Batch - 1) / _g.Batch, _g.Height);
        _tasks = bandsOfImage > 1 ? bandsOfImage * _g.Batch : Math.Min(affordable, _g.Batch);
    }

    /// <summary>Makes the kernel. Inputs: the gradient of y, kernel. Output: the gradient of x.</summary>
    public static Kernel Create(Conv2DGeometry geometry, SimdWidth? width = null)
    {
        SimdWidth simd = width ?? Simd.Best;
        return IsConvolution(geometry, simd, out Conv2DGeometry? flipped) ? Conv2DKernel.CreateFlipped(flipped, simd) : new Conv2DInputGradient(geometry, simd);
    }

    // Without much padding dx has more pixels than dy, and those near the edge multiply zeros: from a fifth more on scattering is faster, unless
    // it would leave most lanes idle.
    private static bool IsConvolution(Conv2DGeometry g, SimdWidth width, [NotNullWhen(true)] out Conv2DGeometry? flipped)
    {
        flipped = Flip(g);
        return flipped is not null && (PlanarConv2DKernel.Takes(flipped, null, width) || 5L * g.Height * g.Width <= 6L * g.OutputHeight * g.OutputWidth);
    }

    // With stride 1 dx is dy, padded, convolved with the kernel turned by 180°: longer sums, each written once.
    private static Conv2DGeometry? Flip(Conv2DGeometry g)
    {
        int height = (g.KernelHeight - 1) * g.DilationHeight, width = (g.KernelWidth - 1) * g.DilationWidth;
        Conv2DGeometry flipped = g with
        {
            Height = g.OutputHeight,
            Width = g.OutputWidth,
            Channels = g.Filters,
            Filters = g.Channels,
            PadTop = height - g.PadTop,
            PadBottom = height - g.PadBottom,
            PadLeft = width - g.PadLeft,
            PadRight = width - g.PadRight,
        };
        return flipped is { PadTop: >= 0, PadBottom: >= 0, PadLeft: >= 0, PadRight: >= 0, StrideHeight: 1, StrideWidth: 1 } ? flipped : null;
    }

    public override int Phases => 2;

    public override long Workspace => (long)_g.Groups * _window.Parts * PackedLength;

    public override int Scratch => _window.IsCopied ? (int)(Math.Min(_window.LinesOfBand, _g.Height) * _window.LineLength) : 0;

    // Floats of a packed part: filters of its group by its length, panel after panel.
    private nint PackedLength => (nint)_packedWidth * _g.GroupFilters;

    public override int Tasks(int phase) => phase == 0 ? _g.Groups * _window.Parts : _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            PackPart(task, in arguments);
            return;
        }
        long rows = (long)_g.Batch * _g.Height, end = rows * (task + 1) / _tasks;
        for (long row = rows * task / _tasks; row < end;)
        {
            int image = (int)(row / _g.Height), top = (int)(row % _g.Height);
            int count = (int)Math.Min(Math.Min(end - row, _g.Height - top), _window.LinesOfBand);
            ScatterBand(image, top, top + count, in arguments);
            row += count;
        }
    }

    private void PackPart(int index, in KernelArguments arguments)
    {
        int group = index / _window.Parts, part = index % _window.Parts;
        float* source = arguments.Inputs[1] + (nint)part * _window.PartLength * _g.Filters + group * _g.GroupFilters;
        float* target = arguments.Workspace + index * PackedLength;
        foreach (Panel panel in _panels)
        {
            Pack.Transposed(source + (nint)panel.Start * _g.Filters, _g.Filters, _g.GroupFilters, panel.Width, target, panel.Padded);
            target += (nint)_g.GroupFilters * panel.Padded;
        }
    }

    private void ScatterBand(int image, int top, int bottom, in KernelArguments arguments)
    {
        float* dx = arguments.Outputs[0] + (nint)image * _g.Height * _g.Width * _g.Channels;
        float* dy = arguments.Inputs[0] + (nint)image * _g.OutputHeight * _g.OutputWidth * _g.Filters;
        float* lines = _window.IsCopied ? arguments.Scratch : dx + top * _window.LineLength;
        new Span<float>(lines, (int)((bottom - top) * _window.LineLength)).Clear();

        for (int row = 0, next; row < _g.OutputHeight; row = next)
        {
            next = _window.EndOfRun(row, _g.OutputHeight, top, bottom);
            ScatterRun(row, next, top, bottom, lines - top * _window.LineLength, dy, in arguments);
        }
        if (_window.IsCopied)
            _window.CopyOut(lines, top, bottom, dx);
    }

    // Output rows of which the same kernel rows fall into the band.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterRun(int begin, int end, int top, int bottom, float* lines, float* dy, in KernelArguments arguments)
    {
        (int first, int last) = _window.KernelRows(begin, top, bottom);
        if (first == last)
            return;
        float** rows = stackalloc float*[TileSet.Highest];
        float** pixels = stackalloc float*[TileSet.Highest];
        int highest = _highest, left = (end - begin) * _g.OutputWidth;
        nint step = (nint)_g.StrideWidth * _g.Channels, lineStep = _g.StrideHeight * _window.LineLength;
        float* line = lines + _window.FirstLine(begin) * _window.LineLength;
        for (int height, row = begin, column = 0; left > 0; left -= height)
        {
            height = TileSet.NextHeight(left, highest);
            for (int r = 0; r < height; r++)
            {
                rows[r] = dy + ((nint)row * _g.OutputWidth + column) * _g.Filters;
                pixels[r] = line + (row - begin) * lineStep + column * step;
                if (++row == end)
                {
                    row = begin;
                    column++;
                }
            }
            for (int group = 0; group < _g.Groups; group++)
                ScatterTile(group, first * _window.PartsPerRow, last * _window.PartsPerRow, height, rows, pixels, in arguments);
        }
    }

    // The given parts of one group's kernel, for up to a tile's height of output pixels.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScatterTile(int group, int beginPart, int endPart, int height, float** rows, float** pixels, in KernelArguments arguments)
    {
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = group * _g.GroupFilters;
        Tile tile = default;
        tile.Rows = rows;
        tile.C = targets;
        tile.Segments = &origin;
        tile.SegmentCount = 1;
        tile.SegmentLength = _g.GroupFilters;
        tile.Accumulate = true;
        float* packed = arguments.Workspace + (group * _window.Parts + beginPart) * PackedLength;
        for (int part = beginPart; part < endPart; part++)
        {
            nint offset = _window.Offset(part) + group * _g.GroupChannels;
            for (int i = 0; i < _panels.Length; i++)
            {
                ref readonly Panel panel = ref _panels[i];
                for (int r = 0; r < height; r++)
                    targets[r] = pixels[r] + offset + panel.Start;
                tile.B = packed;
                tile.StrideB = panel.Padded;
                tile.Width = panel.Width;
                _tiles.Rows(panel, height)(&tile);
                packed += (nint)_g.GroupFilters * panel.Padded;
            }
        }
    }
}
