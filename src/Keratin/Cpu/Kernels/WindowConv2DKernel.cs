using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A convolution of images of one channel with a max pooling of 2 × 2 behind it, where the filters fill most of a register: see
/// <see cref="Conv2DKernel"/> for the formula.
/// </summary>
internal static class WindowConv2DKernel
{
    /// <summary>Whether the shapes are of that kind.</summary>
    public static bool Takes(Conv2DGeometry g, Window2D? pool, SimdWidth width) =>
        pool is { KernelWidth: 2, KernelHeight: 2 } && g.OutputHeight > 1 && g.OutputWidth > 1 && g.Filters > (int)width / 64
        && g is { Channels: 1, Groups: 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 };

    public static Kernel Create(Conv2DGeometry geometry, bool bias, FusedActivation activation, bool keepsWinners, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new WindowConv2DKernel<Lanes512, Vector512<float>>(geometry, bias, activation, keepsWinners),
        SimdWidth.Bits256 => new WindowConv2DKernel<Lanes256, Vector256<float>>(geometry, bias, activation, keepsWinners),
        _ => new WindowConv2DKernel<Lanes128, Vector128<float>>(geometry, bias, activation, keepsWinners),
    };
}

/// <inheritdoc cref="WindowConv2DKernel"/>
/// <remarks>
/// <para><b>Windows in registers.</b> A tile is two windows side by side, eight outputs, by a register of filters. With one channel a row of the kernel is
/// so short that <see cref="Conv2DKernel"/>'s tiles would begin a new segment every few steps; here the eight pixels that a weight sees lie at
/// fixed distances in two lines. The sums are pooled where they are: the large image is never written.</para>
/// <para><b>Order of sums.</b> Bias, then kernel position by position. A task is one image.</para>
/// </remarks>
internal sealed unsafe class WindowConv2DKernel<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Pixels beyond the image that the last tile of a line reads.
    private const int Spare = 16;

    private readonly Conv2DGeometry _g;
    private readonly bool _bias, _rectify, _keepsWinners;
    private readonly PaddedImage _image;
    private readonly int _height, _width;

    public WindowConv2DKernel(Conv2DGeometry geometry, bool bias, FusedActivation activation, bool keepsWinners)
    {
        (_g, _bias, _rectify, _keepsWinners) = (geometry, bias, activation == FusedActivation.Relu, keepsWinners);
        _image = new PaddedImage(geometry);
        (_height, _width) = (_g.OutputHeight / 2, _g.OutputWidth / 2);
    }

    public override int Scratch => ImageLength + Positions * TLanes.Count;

    private int ImageLength => (_image.Length + Spare + 15) / 16 * 16;

    private int Positions => _g.KernelHeight * _g.KernelWidth;

    public override int Tasks(int phase) => _g.Batch;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        float* image = arguments.Scratch, weights = image + ImageLength;
        _image.Copy(arguments.Inputs[0], task, image);
        nint pooled = (nint)task * _height * _width * _g.Filters;
        for (int f = 0; f < _g.Filters; f += TLanes.Count)
        {
            int count = Math.Min(_g.Filters - f, TLanes.Count);
            Pack.Rows(arguments.Inputs[1] + f, _g.Filters, Positions, count, weights, TLanes.Count);
            TVector bias = _bias ? Load(arguments.Inputs[2] + f, count) : TLanes.Zero;
            RunFilters(image, weights, bias, count, arguments.Outputs[0] + pooled + f, _keepsWinners ? arguments.Outputs[1] + pooled + f : null);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunFilters(float* image, float* weights, TVector bias, int count, float* pooled, float* winners)
    {
        nint filters = _g.Filters, line = _image.Line;
        for (int row = 0; row < _height; row++, image += 2 * line)
        {
            for (int column = 0; column < _width; column += 2)
            {
                TVector a0 = bias, a1 = bias, a2 = bias, a3 = bias, b0 = bias, b1 = bias, b2 = bias, b3 = bias;
                float* p = image + 2 * column, weight = weights;
                for (int i = _g.KernelHeight; i > 0; i--, p += line)
                {
                    float* q = p + line;
                    for (nint j = 0; j < _g.KernelWidth; j++, weight += TLanes.Count)
                    {
                        TVector w = TLanes.Load(weight);
                        a0 = TLanes.MultiplyAdd(TLanes.Broadcast(p[j]), w, a0);
                        a1 = TLanes.MultiplyAdd(TLanes.Broadcast(p[j + 1]), w, a1);
                        a2 = TLanes.MultiplyAdd(TLanes.Broadcast(p[j + 2]), w, a2);
                        a3 = TLanes.MultiplyAdd(TLanes.Broadcast(p[j + 3]), w, a3);
                        b0 = TLanes.MultiplyAdd(TLanes.Broadcast(q[j]), w, b0);
                        b1 = TLanes.MultiplyAdd(TLanes.Broadcast(q[j + 1]), w, b1);
                        b2 = TLanes.MultiplyAdd(TLanes.Broadcast(q[j + 2]), w, b2);
                        b3 = TLanes.MultiplyAdd(TLanes.Broadcast(q[j + 3]), w, b3);
                    }
                }
                Pool(a0, a1, b0, b1, count, pooled, winners);
                if (column + 1 < _width)
                    Pool(a2, a3, b2, b3, count, pooled + filters, winners == null ? null : winners + filters);
                int windows = Math.Min(_width - column, 2);
                pooled += windows * filters;
                winners = winners == null ? null : winners + windows * filters;
            }
        }
    }

    // Two matches and a final.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pool(TVector topLeft, TVector topRight, TVector left, TVector right, int count, float* pooled, float* winner)
    {
        TVector max = Activated(topLeft), place = TLanes.Zero, below = Activated(left), placeBelow = TLanes.Broadcast(2);
        Winner<TLanes, TVector>.Challenge(ref max, ref place, Activated(topRight), TLanes.Broadcast(1));
        Winner<TLanes, TVector>.Challenge(ref below, ref placeBelow, Activated(right), TLanes.Broadcast(3));
        Winner<TLanes, TVector>.Challenge(ref max, ref place, below, placeBelow);
        Store(pooled, max, count);
        if (winner != null)
            Store(winner, place, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Activated(TVector sum) => _rectify ? TLanes.AndNot(sum, TLanes.GreaterThan(TLanes.Zero, sum)) : sum;

    private static TVector Load(float* p, int count) => count == TLanes.Count ? TLanes.Load(p) : TLanes.LoadPartial(p, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* p, TVector v, int count)
    {
        if (count == TLanes.Count)
            TLanes.Store(p, v);
        else
            TLanes.StorePartial(p, v, count);
    }
}
