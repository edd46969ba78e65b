using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// The gradient of the kernel of a convolution that is pooled by 2 × 2, for images of one channel: see <see cref="Conv2DKernelGradient"/>
/// for the formula.
/// </summary>
internal static class WinnerConv2DKernelGradient
{
    /// <summary>Whether the shapes are of that kind.</summary>
    public static bool Takes(Conv2DGeometry g, Window2D? pool) =>
        pool is { KernelWidth: 2, KernelHeight: 2 } && g.OutputHeight > 1 && g.OutputWidth > 1
        && g is { Channels: 1, Groups: 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 };

    public static Kernel Create(Conv2DGeometry geometry, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new WinnerConv2DKernelGradient<Lanes512, Vector512<float>>(geometry),
        SimdWidth.Bits256 => new WinnerConv2DKernelGradient<Lanes256, Vector256<float>>(geometry),
        _ => new WinnerConv2DKernelGradient<Lanes128, Vector128<float>>(geometry),
    };
}

/// <inheritdoc cref="WinnerConv2DKernelGradient"/>
/// <remarks>
/// <para><b>Winners only.</b> Three of four outputs have no gradient. Laid out as an image, they would be multiplied all the same; instead each window is
/// taken once: the pixel below a weight is one of four, which one differs from filter to filter, and a permutation of a register picks
/// it for all filters. That is one multiplication and one permutation for four multiplications, and nothing is laid out.</para>
/// <para><b>Pairs of lines.</b> The image is kept so that each line has the one below it between its pixels: the four pixels of a window lie side by
/// side, and so do those of the windows to its right, of which a register takes as many as there are filters in it once.</para>
/// <para><b>Tasks</b> are slices of the batch; their sums go to the workspace and are added in order.</para>
/// <para><b>Order of sums.</b> Every lane by itself through all images of a slice, then the lanes of a filter, then the slices.</para>
/// </remarks>
internal sealed unsafe class WinnerConv2DKernelGradient<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int WantedSlices = 16;
    private const int Widest = 5;

    // Floats of a window in a pair of lines.
    private const int Window = 4;

    private readonly Conv2DGeometry _g;
    private readonly PaddedImage _image;
    private readonly int _slices, _height, _width, _together, _groups, _columns;

    public WinnerConv2DKernelGradient(Conv2DGeometry geometry)
    {
        _g = geometry;
        _image = new PaddedImage(geometry);
        _slices = Math.Min(WantedSlices, _g.Batch);
        (_height, _width) = (_g.OutputHeight / 2, _g.OutputWidth / 2);
        // Windows of a register.
        _together = 2 * _g.Filters <= TLanes.Count && TLanes.Count >= 2 * Window ? 2 : 1;
        _groups = (_g.Filters + TLanes.Count - 1) / TLanes.Count;
        _columns = (_width + _together - 1) / _together;
    }

    public override int Phases => 2;

    public override long Workspace => (long)_slices * Weights;

    public override int Scratch => ImageLength + PairsLength + 2 * _groups * GroupLength + SumsLength;

    private int Positions => _g.KernelHeight * _g.KernelWidth;

    private int Weights => Positions * _g.Filters;

    private int ImageLength => (_image.Length + 2 * TLanes.Count + 15) / 16 * 16;

    private int PairLine => 2 * _image.Line;

    // The last register may reach beyond the image.
    private int PairsLength => ((_image.Lines - 1) * PairLine + _together * Window + 3 * TLanes.Count + 15) / 16 * 16;

    private int GroupLength => _height * _columns * TLanes.Count;

    private int SumsLength => _groups * Positions * TLanes.Count;

    public override int Tasks(int phase) => phase == 0 ? _slices : 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 1)
        {
            Slices.Add(arguments.Workspace, Weights, _slices, arguments.Outputs[0], Weights);
            return;
        }
        float* image = arguments.Scratch, pairs = image + ImageLength, indices = pairs + PairsLength;
        float* gradients = indices + _groups * GroupLength, sums = gradients + _groups * GroupLength;
        // What is read beyond the image meets zeros, but must not be infinite or no number.
        new Span<float>(arguments.Scratch, Scratch).Clear();
        int begin = (int)((long)_g.Batch * task / _slices), end = (int)((long)_g.Batch * (task + 1) / _slices);
        nint pooled = (nint)_height * _width * _g.Filters;
        for (int i = begin; i < end; i++)
        {
            _image.Copy(arguments.Inputs[0], i, image);
            Pair(image, pairs);
            for (int group = 0; group < _groups; group++)
                Take(arguments.Inputs[1] + i * pooled, arguments.Inputs[2] + i * pooled, group, indices + group * GroupLength, gradients + group * GroupLength);
            AddProducts(pairs, indices, gradients, sums);
        }
        AddLanes(sums, arguments.Workspace + (nint)task * Weights);
    }

    // Each line and the one below it, pixel by pixel in turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pair(float* image, float* pairs)
    {
        int line = _image.Line;
        for (int row = 0; row + 1 < _image.Lines; row++, image += line, pairs += 2 * line)
        {
            for (int i = 0; i < line; i += TLanes.Count)
            {
                TVector upper = TLanes.Load(image + i), lower = TLanes.Load(image + line + i);
                TLanes.Store(pairs + 2 * i, TLanes.ZipLow(upper, lower));
                TLanes.Store(pairs + 2 * i + TLanes.Count, TLanes.ZipHigh(upper, lower));
            }
        }
    }

    // Where in a pair of lines the winners of the windows lie, and their gradients.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(float* winners, float* pooled, int group, float* indices, float* gradients)
    {
        int first = group * TLanes.Count, filters = Math.Min(_g.Filters - first, TLanes.Count);
        TVector offsets = Offsets();
        for (int row = 0; row < _height; row++)
        {
            for (int column = 0; column < _width; column += _together, indices += TLanes.Count, gradients += TLanes.Count)
            {
                nint at = ((nint)row * _width + column) * _g.Filters + first;
                int count = Math.Min(_together, _width - column) * filters;
                TVector place = Part<TLanes, TVector>.Load(winners + at, count);
                TLanes.Store(indices, TLanes.ToIndex(TLanes.Add(offsets, PlaceInPairs(place))));
                TLanes.Store(gradients, Part<TLanes, TVector>.Load(pooled + at, count));
            }
        }
    }

    // Top left, top right, bottom left, bottom right: below each other comes first in pairs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PlaceInPairs(TVector place)
    {
        TVector one = TLanes.Broadcast(1);
        TVector later = TLanes.And(one, TLanes.EqualTo(place, one)), earlier = TLanes.And(one, TLanes.EqualTo(place, TLanes.Broadcast(2)));
        return TLanes.Subtract(TLanes.Add(place, later), earlier);
    }

    // The first float of each lane's window.
    private TVector Offsets()
    {
        float* offsets = stackalloc float[TLanes.Count];
        for (int lane = 0; lane < TLanes.Count; lane++)
            offsets[lane] = (_together == 2 && lane >= _g.Filters ? Window : 0);
        return TLanes.Load(offsets);
    }

    private void AddProducts(float* pairs, float* indices, float* gradients, float* sums)
    {
        for (int group = 0; group < _groups; group++, indices += GroupLength, gradients += GroupLength)
        {
            for (int i = 0; i < _g.KernelHeight; i++)
            {
                for (int j = 0, width; j < _g.KernelWidth; j += width, sums += width * TLanes.Count)
                {
                    width = TileSet.NextHeight(_g.KernelWidth - j, Widest);
                    Tile(width)(pairs + i * PairLine + 2 * j, 2 * PairLine, _height, _columns, indices, gradients, sums);
                }
            }
        }
    }

    // Lanes of the same filter belong to windows side by side.
    private void AddLanes(float* sums, float* target)
    {
        for (int group = 0; group < _groups; group++)
        {
            int first = group * TLanes.Count, filters = Math.Min(_g.Filters - first, TLanes.Count);
            for (int position = 0; position < Positions; position++, sums += TLanes.Count)
            {
                for (int f = 0; f < filters; f++)
                {
                    float sum = sums[f];
                    for (int window = 1; window < _together; window++)
                        sum += sums[window * filters + f];
                    target[position * _g.Filters + first + f] = sum;
                }
            }
        }
    }

    private delegate*<float*, nint, int, int, float*, float*, float*, void> Tile(int width) => _together == 1 ? TileOfOne(width) : TileOfTwo(width);

    private static delegate*<float*, nint, int, int, float*, float*, float*, void> TileOfOne(int width) => width switch
    {
        1 => &WinnerTile<TLanes, TVector, Height.Of1, Height.Of1>.Run,
        2 => &WinnerTile<TLanes, TVector, Height.Of2, Height.Of1>.Run,
        3 => &WinnerTile<TLanes, TVector, Height.Of3, Height.Of1>.Run,
        4 => &WinnerTile<TLanes, TVector, Height.Of4, Height.Of1>.Run,
        _ => &WinnerTile<TLanes, TVector, Height.Of5, Height.Of1>.Run,
    };

    private static delegate*<float*, nint, int, int, float*, float*, float*, void> TileOfTwo(int width) => width switch
    {
        1 => &WinnerTile<TLanes, TVector, Height.Of1, Height.Of2>.Run,
        2 => &WinnerTile<TLanes, TVector, Height.Of2, Height.Of2>.Run,
        3 => &WinnerTile<TLanes, TVector, Height.Of3, Height.Of2>.Run,
        4 => &WinnerTile<TLanes, TVector, Height.Of4, Height.Of2>.Run,
        _ => &WinnerTile<TLanes, TVector, Height.Of5, Height.Of2>.Run,
    };
}
