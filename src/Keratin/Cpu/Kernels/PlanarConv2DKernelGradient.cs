using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// The gradient of the kernel of a pooled convolution, for images of one channel and fewer filters than half a register's lanes: see
/// <see cref="Conv2DKernelGradient"/> for the formula.
/// </summary>
internal static class PlanarConv2DKernelGradient
{
    /// <summary>Whether the shapes are of that kind. With more filters, or a gradient that is not pooled and has to be parted into planes, nothing is gained.</summary>
    public static bool Takes(Conv2DGeometry g, Window2D? pool, SimdWidth width) =>
        pool is not null && PlanarConv2DKernel.Takes(g, pool, width) && g.Filters <= (int)width / 64;

    public static Kernel Create(Conv2DGeometry geometry, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new PlanarConv2DKernelGradient<Lanes512, Vector512<float>>(geometry),
        SimdWidth.Bits256 => new PlanarConv2DKernelGradient<Lanes256, Vector256<float>>(geometry),
        _ => new PlanarConv2DKernelGradient<Lanes128, Vector128<float>>(geometry),
    };
}

/// <inheritdoc cref="PlanarConv2DKernelGradient"/>
/// <remarks>
/// <para><b>Pixels in the lanes</b>, as in <see cref="PlanarConv2DKernel"/>: the gradient of an image's outputs is laid out as one plane for each
/// filter, lines as long as the padded image's, and each weight is the dot product of a plane and the image moved by its position.</para>
/// <para><b>Tasks</b> are slices of the batch; their sums go to the workspace and are added in order.</para>
/// <para><b>Order of sums.</b> Every lane by itself through all images of a slice, then the lanes, then the slices.</para>
/// </remarks>
internal sealed unsafe class PlanarConv2DKernelGradient<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int WantedSlices = 16;
    private const int Together = 3;
    private const int Highest = 5;

    // Planes that are written too much where channels are moved eight at a time.
    private const int Spare = 8;

    private readonly Conv2DGeometry _g;
    private readonly PaddedImage _image;
    private readonly int _slices, _plane, _planes;

    public PlanarConv2DKernelGradient(Conv2DGeometry geometry)
    {
        _g = geometry;
        _image = new PaddedImage(geometry);
        _slices = Math.Min(WantedSlices, _g.Batch);
        // Two registers more, as rows are written in whole ones.
        _plane = (_image.Run + 3 * TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        _planes = (_g.Filters + Together - 1) / Together * Together;
    }

    public override int Phases => 2;

    public override long Workspace => (long)_slices * Weights;

    // The image and what is read beyond it, the planes, the sums, then the pooled gradient and the winners as planes.
    public override int Scratch => ImageLength + _planes * _plane + SumsLength + 2 * (_g.Filters + Spare) * PooledPlane;

    private int PooledPlane => _g.OutputHeight / 2 * (_g.OutputWidth / 2) + TLanes.Count;

    private int Weights => _g.KernelHeight * _g.KernelWidth * _g.Filters;

    private int ImageLength => (_image.Length + _plane - _image.Run + _g.KernelWidth + 15) / 16 * 16;

    private int SumsLength => _g.KernelHeight * _g.KernelWidth * _planes * TLanes.Count;

    public override int Tasks(int phase) => phase == 0 ? _slices : 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 1)
        {
            Slices.Add(arguments.Workspace, Weights, _slices, arguments.Outputs[0], Weights);
            return;
        }
        float* planes = arguments.Scratch + ImageLength, sums = planes + _planes * _plane;
        // What is read beyond the image meets zeros, but must not be infinite or no number.
        new Span<float>(arguments.Scratch, Scratch).Clear();
        int begin = (int)((long)_g.Batch * task / _slices), end = (int)((long)_g.Batch * (task + 1) / _slices);
        for (int image = begin; image < end; image++)
        {
            _image.Copy(arguments.Inputs[0], image, arguments.Scratch);
            Spread(image, planes, sums + SumsLength, in arguments);
            AddProducts(arguments.Scratch, planes, sums);
        }
        AddLanes(sums, arguments.Workspace + (nint)task * Weights);
    }

    // Each number of the pooled gradient goes to the place of its window that had won. Zeros lie behind the end of each row, or the products
    // would not stop there: those that a row writes too much are overwritten by the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(int image, float* planes, float* pooled, in KernelArguments arguments)
    {
        int height = _g.OutputHeight / 2, width = _g.OutputWidth / 2, pixels = height * width, filters = _g.Filters;
        nint at = (nint)image * pixels * filters;
        float* winners = pooled + (filters + Spare) * PooledPlane;
        Pack.Part(arguments.Inputs[2] + at, pixels, filters, pooled, PooledPlane);
        Pack.Part(arguments.Inputs[1] + at, pixels, filters, winners, PooledPlane);
        for (int f = 0; f < filters; f++, pooled += PooledPlane, winners += PooledPlane)
        {
            float* row = planes + f * _plane;
            for (int y = 0; y < height; y++, row += 2 * _image.Line)
            {
                SpreadRow(pooled + y * width, winners + y * width, width, 0, row);
                SpreadRow(pooled + y * width, winners + y * width, width, 2, row + _image.Line);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadRow(float* pooled, float* winners, int width, int place, float* row)
    {
        TVector left = TLanes.Broadcast(place), right = TLanes.Broadcast(place + 1);
        for (int column = 0; column < width; column += TLanes.Count, row += 2 * TLanes.Count)
        {
            TVector winner = TLanes.Load(winners + column);
            TVector value = width - column >= TLanes.Count ? TLanes.Load(pooled + column) : TLanes.LoadPartial(pooled + column, width - column);
            TVector evens = TLanes.And(value, TLanes.EqualTo(winner, left)), odds = TLanes.And(value, TLanes.EqualTo(winner, right));
            TLanes.Store(row, TLanes.ZipLow(evens, odds));
            TLanes.Store(row + TLanes.Count, TLanes.ZipHigh(evens, odds));
        }
    }

    private void AddProducts(float* image, float* planes, float* sums)
    {
        for (int i = 0; i < _g.KernelHeight; i++)
        {
            for (int j = 0, height; j < _g.KernelWidth; j += height)
            {
                height = TileSet.NextHeight(_g.KernelWidth - j, Highest);
                for (int f = 0; f < _planes; f += Together, sums += height * Together * TLanes.Count)
                    Tile(height)(image + i * _image.Line + j, planes + f * _plane, _plane, _plane, sums);
            }
        }
    }

    // In the order in which AddProducts has laid them out.
    private void AddLanes(float* sums, float* target)
    {
        for (int i = 0; i < _g.KernelHeight; i++)
        {
            for (int j = 0, height; j < _g.KernelWidth; j += height)
            {
                height = TileSet.NextHeight(_g.KernelWidth - j, Highest);
                for (int f = 0; f < _planes; f += Together)
                {
                    for (int s = 0; s < height * Together; s++, sums += TLanes.Count)
                    {
                        int filter = f + s % Together;
                        if (filter < _g.Filters)
                            target[(i * _g.KernelWidth + j + s / Together) * _g.Filters + filter] = TLanes.Sum(TLanes.Load(sums));
                    }
                }
            }
        }
    }

    private static delegate*<float*, float*, nint, nint, float*, void> Tile(int height) => height switch
    {
        1 => &DotTile<TLanes, TVector, Height.Of1>.Run,
        2 => &DotTile<TLanes, TVector, Height.Of2>.Run,
        3 => &DotTile<TLanes, TVector, Height.Of3>.Run,
        4 => &DotTile<TLanes, TVector, Height.Of4>.Run,
        _ => &DotTile<TLanes, TVector, Height.Of5>.Run,
    };
}
