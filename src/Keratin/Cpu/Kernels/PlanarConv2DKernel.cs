using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A convolution of images of one channel with fewer filters than a register has lanes, perhaps with a max pooling behind it: see
/// <see cref="Conv2DKernel"/> for the formula.
/// </summary>
internal static class PlanarConv2DKernel
{
    /// <summary>Whether the shapes are of that kind.</summary>
    public static bool Takes(Conv2DGeometry g, Window2D? pool, SimdWidth width) =>
        g is { Channels: 1, Groups: 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 }
        && g.Filters <= (int)width / 32 && pool is null or { KernelWidth: 2, KernelHeight: 2 };

    public static Kernel Create(
        Conv2DGeometry geometry, bool bias, FusedActivation activation, bool isPooled, bool keepsWinners, SimdWidth width) => width switch
        {
            SimdWidth.Bits512 => new PlanarConv2DKernel<Lanes512, Vector512<float>>(geometry, bias, activation, isPooled, keepsWinners, width),
            SimdWidth.Bits256 => new PlanarConv2DKernel<Lanes256, Vector256<float>>(geometry, bias, activation, isPooled, keepsWinners, width),
            _ => new PlanarConv2DKernel<Lanes128, Vector128<float>>(geometry, bias, activation, isPooled, keepsWinners, width),
        };
}

/// <inheritdoc cref="PlanarConv2DKernel"/>
/// <remarks>
/// <para><b>Pixels in the lanes.</b> <see cref="Conv2DKernel"/> has filters in the lanes: six of them would leave ten lanes of sixteen idle.
/// With one channel the pixels that a kernel position sees lie side by side, so a tile is a few filters by 64 pixels, and the sum for
/// each filter is a plane of its own.</para>
/// <para><b>Rows run on.</b> An image is copied with its padding, and its output rows are computed as one run; the few sums across the end of
/// a line are thrown away.</para>
/// <para><b>Finish.</b> Bias and ReLU go over the planes while they lie in the first-level cache, so does the pooling; at last the planes are
/// interleaved as NHWC has them.</para>
/// <para><b>Order of sums.</b> Kernel position by position, then the bias. A task is one image.</para>
/// </remarks>
internal sealed unsafe class PlanarConv2DKernel<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Planes are interleaved eight at a time, of which some may not be there.
    private const int Spare = 8;

    private readonly Conv2DGeometry _g;
    private readonly bool _bias, _isPooled, _keepsWinners;
    private readonly FusedActivation _activation;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly nint[] _segments, _segmentsOfB;
    private readonly PaddedImage _image;
    private readonly int _plane, _mostTogether;

    public PlanarConv2DKernel(Conv2DGeometry geometry, bool bias, FusedActivation activation, bool isPooled, bool keepsWinners, SimdWidth width)
    {
        (_g, _bias, _activation, _isPooled, _keepsWinners) = (geometry, bias, activation, isPooled, keepsWinners);
        _image = new PaddedImage(geometry);
        _tiles = TileSet.For(width);
        _panels = _tiles.Cut(_image.Run);
        // A line more, as the pooling reads whole registers.
        _plane = _panels[^1].Start + _panels[^1].Padded + 2 * TLanes.Count;
        _mostTogether = _panels.Min(panel => _tiles.HighestColumns(panel));
        _segments = [.. Enumerable.Range(0, _g.KernelHeight).Select(row => (nint)row * _g.KernelWidth * _g.Filters)];
        _segmentsOfB = [.. Enumerable.Range(0, _g.KernelHeight).Select(row => (nint)row * _image.Line)];
    }

    public override int Tasks(int phase) => _g.Batch;

    public override int Scratch => ImageLength + (_g.Filters + Spare) * (_plane + 2 * PooledPlane);

    // The padded image, and what tiles read beyond it.
    private int ImageLength => (_image.Length + _panels[^1].Padded + 15) / 16 * 16;

    // A pooled plane, and what the last register of its last row has too much.
    private int PooledPlane => _isPooled ? _g.OutputHeight / 2 * (_g.OutputWidth / 2) + 2 * TLanes.Count : 0;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* planes = arguments.Scratch + ImageLength, pooled = planes + _g.Filters * _plane, winners = pooled + (_g.Filters + Spare) * PooledPlane;
        _image.Copy(arguments.Inputs[0], task, arguments.Scratch);
        for (int f = 0, count; f < _g.Filters; f += count)
        {
            count = TileSet.NextHeight(_g.Filters - f, _mostTogether);
            float* sums = planes + (_isPooled ? 0 : f * _plane);
            Convolve(arguments.Scratch, arguments.Inputs[1] + f, count, sums);
            for (int i = f; i < f + count && _isPooled; i++, sums += _plane)
                PoolPlane(sums, _bias ? arguments.Inputs[2][i] : 0, pooled + i * PooledPlane, winners + i * PooledPlane);
        }
        if (_isPooled)
            InterleavePooled(task, pooled, winners, in arguments);
        else
            InterleaveImage(task, planes, in arguments);
    }

    private void InterleaveImage(int image, float* planes, in KernelArguments arguments)
    {
        for (int f = 0; f < _g.Filters; f++)
            Finish(planes + f * _plane, _bias ? arguments.Inputs[2][f] : 0);
        nint row = (nint)_g.OutputWidth * _g.Filters;
        float* y = arguments.Outputs[0] + image * _g.OutputHeight * row;
        for (int r = 0; r < _g.OutputHeight; r++)
            Pack.Interleave(planes + r * _image.Line, _plane, _g.OutputWidth, _g.Filters, y + r * row);
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
            tile.SegmentCount = _g.KernelHeight;
            tile.SegmentLength = _g.KernelWidth;
            tile.Columns = kernel;
            tile.ColumnStride = _g.Filters;
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
        bool rectifies = _activation == FusedActivation.Relu;
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
        if (_keepsWinners)
            Pack.Interleave(winners, PooledPlane, pixels, filters, arguments.Outputs[1] + at);
    }

    // Windows of 2 × 2: even and odd pixels of two lines meet. What the last register of a row has too much is overwritten by the next row.
    // ReLU comes last, as it leaves the order alone; where nothing is above 0 all are equal, and of equals the first wins.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PoolPlane(float* plane, float bias, float* pooled, float* winners)
    {
        TVector added = TLanes.Broadcast(bias), floor = TLanes.Broadcast(_activation == FusedActivation.Relu ? 0 : float.NegativeInfinity);
        int width = _g.OutputWidth / 2, line = _image.Line;
        for (int rows = _g.OutputHeight / 2; rows > 0; rows--, plane += 2 * line, pooled += width, winners += width)
        {
            for (int column = 0; column < width; column += TLanes.Count)
            {
                float* top = plane + 2 * column, bottom = top + line;
                TVector low = TLanes.Add(TLanes.Load(top), added), high = TLanes.Add(TLanes.Load(top + TLanes.Count), added);
                TVector max = TLanes.Evens(low, high), place = TLanes.Zero;
                Winner<TLanes, TVector>.Challenge(ref max, ref place, TLanes.Odds(low, high), TLanes.Broadcast(1));
                low = TLanes.Add(TLanes.Load(bottom), added);
                high = TLanes.Add(TLanes.Load(bottom + TLanes.Count), added);
                TVector other = TLanes.Evens(low, high), otherPlace = TLanes.Broadcast(2);
                Winner<TLanes, TVector>.Challenge(ref other, ref otherPlace, TLanes.Odds(low, high), TLanes.Broadcast(3));
                Winner<TLanes, TVector>.Challenge(ref max, ref place, other, otherPlace);
                TVector isLow = TLanes.GreaterOrEqual(floor, max);
                TLanes.Store(pooled + column, TLanes.Select(isLow, floor, max));
                TLanes.Store(winners + column, TLanes.AndNot(place, isLow));
            }
        }
    }
}
