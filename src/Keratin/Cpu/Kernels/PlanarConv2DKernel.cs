using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A convolution with far fewer filters than a register has lanes, perhaps with a max pooling behind it: see <see cref="Conv2DKernel"/> for the
/// formula.
/// </summary>
internal static class PlanarConv2DKernel
{
    private const int FewestPositions = 4;

    /// <summary>Whether the shapes are of that kind.</summary>
    /// <remarks>One channel costs nothing to lay out and leaves other kernels little to do, so there filters may fill the lanes.</remarks>
    public static bool Takes(Conv2DGeometry g, Window2D? pool, SimdWidth width)
    {
        int lanes = (int)width / 32;
        return g is { Groups: 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 }
            && pool is null or { KernelWidth: 2, KernelHeight: 2 } && g.Filters <= (g.Channels == 1 ? lanes : lanes / 2) && PaddedPlanes.Suits(g)
            && (g.Channels == 1 || (g.KernelHeight * g.KernelWidth >= FewestPositions && g.OutputHeight * g.OutputWidth >= 2 * lanes));
    }

    /// <summary>Makes the kernel. Inputs: x, kernel and, if there is one, the bias [filters]. Output: y, or the pooled images and the winners' places.</summary>
    public static Kernel Create(
        Conv2DGeometry geometry, bool bias, FusedActivation activation, bool isPooled, bool keepsWinners, SimdWidth width) =>
        Create(geometry, new(bias, activation, isPooled, keepsWinners, IsFlipped: false), width);

    /// <summary>See <see cref="Conv2DKernel.CreateFlipped"/>.</summary>
    public static Kernel CreateFlipped(Conv2DGeometry geometry, SimdWidth width) =>
        Create(geometry, new(false, FusedActivation.None, false, false, IsFlipped: true), width);

    private static Kernel Create(Conv2DGeometry geometry, Form form, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new PlanarConv2DKernel<Lanes512, Vector512<float>>(geometry, form, width),
        SimdWidth.Bits256 => new PlanarConv2DKernel<Lanes256, Vector256<float>>(geometry, form, width),
        _ => new PlanarConv2DKernel<Lanes128, Vector128<float>>(geometry, form, width),
    };

    /// <summary>What is made of the sums, and whether the kernel is to be turned.</summary>
    public readonly record struct Form(bool Bias, FusedActivation Activation, bool IsPooled, bool KeepsWinners, bool IsFlipped);
}

/// <inheritdoc cref="PlanarConv2DKernel"/>
/// <remarks>
/// <para><b>Pixels in the lanes.</b> <see cref="Conv2DKernel"/> has filters in the lanes: six of them would leave ten lanes of sixteen idle.
/// Channel by channel the pixels that a kernel position sees lie side by side, so a tile is a few filters by 64 pixels, and the sum for
/// each filter is a plane of its own.</para>
/// <para><b>Rows run on.</b> An image is laid out with its padding, and its output rows are computed as one run; the few sums across the end of
/// a line are thrown away.</para>
/// <para><b>Finish.</b> Bias and ReLU go over the planes while they lie in the first-level cache, so does the pooling; at last the planes are
/// interleaved as NHWC has them.</para>
/// <para><b>Order of sums.</b> Channel by channel, in it kernel position by position, then the bias. A task is one image; where the kernel is to be
/// turned, that is a phase before.</para>
/// </remarks>
internal sealed unsafe class PlanarConv2DKernel<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Planes are interleaved eight at a time, of which some may not be there.
    private const int Spare = 8;

    private readonly Conv2DGeometry _g;
    private readonly PlanarConv2DKernel.Form _form;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly nint[] _segments, _segmentsOfB;
    private readonly PaddedPlanes _image;
    private readonly int _plane, _mostTogether;

    public PlanarConv2DKernel(Conv2DGeometry geometry, PlanarConv2DKernel.Form form, SimdWidth width)
    {
        (_g, _form) = (geometry, form);
        _image = new PaddedPlanes(geometry);
        _tiles = TileSet.For(width);
        _panels = _tiles.CutEvenly((_image.Run + TLanes.Count - 1) / TLanes.Count * TLanes.Count);
        // A line more, as the pooling reads whole registers.
        _plane = _panels[^1].Start + _panels[^1].Padded + (form.IsPooled ? 2 * TLanes.Count : 0);
        _mostTogether = _panels.Min(panel => _tiles.HighestColumns(panel));
        _segments = [.. Lines().Select(at => ((nint)at.Row * _g.KernelWidth * _g.Channels + at.Channel) * _g.Filters)];
        _segmentsOfB = [.. Lines().Select(at => (nint)at.Channel * _image.Stride + at.Row * _image.Line)];
    }

    public override int Phases => _form.IsFlipped ? 2 : 1;

    public override long Workspace => _form.IsFlipped ? (long)Positions * _g.Channels * _g.Filters : 0;

    public override int Scratch => ImageLength + (_g.Filters + Spare) * (_plane + 2 * PooledPlane);

    private int Positions => _g.KernelHeight * _g.KernelWidth;

    // The planes of the image, and what tiles read beyond them.
    private int ImageLength => (_image.Length + _panels[^1].Padded + 15) / 16 * 16;

    // A pooled plane, and what the last register of its last row has too much.
    private int PooledPlane => _form.IsPooled ? _g.OutputHeight / 2 * (_g.OutputWidth / 2) + 2 * TLanes.Count : 0;

    public override int Tasks(int phase) => phase == Phases - 1 ? _g.Batch : Positions;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase < Phases - 1)
        {
            Turn(task, arguments.Inputs[1], arguments.Workspace);
            return;
        }
        float* planes = arguments.Scratch + ImageLength, pooled = planes + _g.Filters * _plane, winners = pooled + (_g.Filters + Spare) * PooledPlane;
        float* kernel = _form.IsFlipped ? arguments.Workspace : arguments.Inputs[1];
        float* image = Lay(task, in arguments);
        for (int f = 0, count; f < _g.Filters; f += count)
        {
            count = TileSet.NextHeight(_g.Filters - f, _mostTogether);
            float* sums = planes + (_form.IsPooled ? 0 : f * _plane);
            Convolve(image, kernel + f, count, sums);
            for (int i = f; i < f + count && _form.IsPooled; i++, sums += _plane)
                PoolPlane(sums, _form.Bias ? arguments.Inputs[2][i] : 0, pooled + i * PooledPlane, winners + i * PooledPlane);
        }
        if (_form.IsPooled)
            InterleavePooled(task, pooled, winners, in arguments);
        else
            InterleaveImage(task, planes, in arguments);
    }

    // The image as planes: where it lies, if what tiles read beyond it are other images.
    private float* Lay(int index, in KernelArguments arguments)
    {
        long pixels = (long)_g.Height * _g.Width;
        if (_image.IsPlain && (_g.Batch - index) * pixels >= ImageLength)
            return arguments.Inputs[0] + index * pixels;
        _image.Copy(arguments.Inputs[0], index, arguments.Scratch);
        return arguments.Scratch;
    }

    // The lines of the kernel, in the order of the sums.
    private IEnumerable<(int Channel, int Row)> Lines() =>
        from channel in Enumerable.Range(0, _g.Channels) from row in Enumerable.Range(0, _g.KernelHeight) select (channel, row);

    // The weights at one position, from [filters, channels] at the one opposite.
    private void Turn(int position, float* kernel, float* turned)
    {
        nint weights = (nint)_g.Channels * _g.Filters;
        Pack.Turn(kernel + (Positions - 1 - position) * weights, _g.Channels, _g.Channels, _g.Filters, turned + position * weights, _g.Filters);
    }

    private void InterleaveImage(int image, float* planes, in KernelArguments arguments)
    {
        for (int f = 0; f < _g.Filters && (_form.Bias || _form.Activation != FusedActivation.None); f++)
            Finish(planes + f * _plane, _form.Bias ? arguments.Inputs[2][f] : 0);
        nint row = (nint)_g.OutputWidth * _g.Filters;
        float* y = arguments.Outputs[0] + image * _g.OutputHeight * row;
        // Lines without a gap between them are one long one.
        int together = _image.Line == _g.OutputWidth ? _g.OutputHeight : 1;
        for (int r = 0; r < _g.OutputHeight; r += together)
            Pack.Interleave(planes + r * _image.Line, _plane, together * _g.OutputWidth, _g.Filters, y + r * row);
    }

    // Planes of so many filters as one tile has rows: they are pooled while the first-level cache holds them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Convolve(float* image, float* kernel, int filters, float* planes)
    {
        float** targets = stackalloc float*[TileSet.Highest];
        fixed (nint* segments = _segments, segmentsOfB = _segmentsOfB)
        {
            Tile tile = default;
            tile.C = targets;
            tile.Segments = segments;
            tile.SegmentsOfB = segmentsOfB;
            tile.SegmentCount = _segments.Length;
            tile.SegmentLength = _g.KernelWidth;
            tile.Columns = kernel;
            tile.ColumnStride = (nint)_g.Channels * _g.Filters;
            tile.StrideB = 1;
            foreach (Panel panel in _panels)
            {
                tile.B = image + panel.Start;
                tile.Width = panel.Padded;
                for (int f = 0; f < filters; f++)
                    targets[f] = planes + f * _plane + panel.Start;
                _tiles.Columns(panel, filters)(&tile);
            }
        }
    }

    // Bias and activation on one plane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(float* plane, float bias)
    {
        bool rectifies = _form.Activation == FusedActivation.Relu;
        TVector added = TLanes.Broadcast(bias);
        for (int i = 0; i < _panels[^1].Start + _panels[^1].Padded; i += TLanes.Count)
        {
            TVector sum = TLanes.Add(TLanes.Load(plane + i), added);
            TLanes.Store(plane + i, rectifies ? TLanes.AndNot(sum, TLanes.GreaterThan(TLanes.Zero, sum)) : sum);
        }
    }

    private void InterleavePooled(int image, float* pooled, float* winners, in KernelArguments arguments)
    {
        int pixels = _g.OutputHeight / 2 * (_g.OutputWidth / 2), filters = _g.Filters;
        nint at = (nint)image * pixels * filters;
        Pack.Interleave(pooled, PooledPlane, pixels, filters, arguments.Outputs[0] + at);
        if (_form.KeepsWinners)
            Pack.Interleave(winners, PooledPlane, pixels, filters, arguments.Outputs[1] + at);
    }

    // Windows of 2 × 2: even and odd pixels of two lines meet. What the last register of a row has too much is overwritten by the next row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PoolPlane(float* plane, float bias, float* pooled, float* winners)
    {
        TVector added = TLanes.Broadcast(bias), floor = Winner<TLanes, TVector>.Floor(_form.Activation == FusedActivation.Relu);
        int width = _g.OutputWidth / 2, line = _image.Line;
        for (int rows = _g.OutputHeight / 2; rows > 0; rows--, plane += 2 * line, pooled += width, winners += width)
        {
            for (int column = 0; column < width; column += TLanes.Count)
            {
                float* top = plane + 2 * column, bottom = top + line;
                TVector low = TLanes.Add(TLanes.Load(top), added), high = TLanes.Add(TLanes.Load(top + TLanes.Count), added);
                TVector topLeft = TLanes.Evens(low, high), topRight = TLanes.Odds(low, high);
                low = TLanes.Add(TLanes.Load(bottom), added);
                high = TLanes.Add(TLanes.Load(bottom + TLanes.Count), added);
                TVector left = TLanes.Evens(low, high), right = TLanes.Odds(low, high);
                TLanes.Store(pooled + column, Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor, out TVector place));
                TLanes.Store(winners + column, place);
            }
        }
    }
}
