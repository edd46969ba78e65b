using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// A convolution of images of one channel with a max pooling of 2 × 2 behind it, where the filters fill most of a register: see
/// <see cref="Conv2DKernel"/> for the formula.
/// </summary>
internal static class WindowConv2DKernel
{
    /// <summary>Whether the shapes are of that kind, and a row of the kernel is short enough for registers.</summary>
    public static bool Takes(Conv2DGeometry g, Window2D? pool, SimdWidth width) =>
        pool is { KernelWidth: 2, KernelHeight: 2 } && g.OutputHeight > 1 && g.OutputWidth > 1 && g.Filters > (int)width / 64
        && g is { KernelWidth: <= 5, Channels: 1, Groups: 1, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 };

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
/// so short that <see cref="Conv2DKernel"/>'s tiles would begin a new segment every few steps; here a row of weights stays in registers for
/// both lines of outputs, and each pixel is called once for all outputs of a line that see it. The sums are pooled where they are: the
/// large image is never written.</para>
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
            TVector bias = _bias ? Part<TLanes, TVector>.Load(arguments.Inputs[2] + f, count) : TLanes.Zero;
            RunFilters(image, weights, bias, count, arguments.Outputs[0] + pooled + f, _keepsWinners ? arguments.Outputs[1] + pooled + f : null);
        }
    }

    private void RunFilters(float* image, float* weights, TVector bias, int count, float* pooled, float* winners)
    {
        switch (_g.KernelWidth)
        {
            case 1:
                RunFilters<Height.Of1>(image, weights, bias, count, pooled, winners);
                break;
            case 2:
                RunFilters<Height.Of2>(image, weights, bias, count, pooled, winners);
                break;
            case 3:
                RunFilters<Height.Of3>(image, weights, bias, count, pooled, winners);
                break;
            case 4:
                RunFilters<Height.Of4>(image, weights, bias, count, pooled, winners);
                break;
            default:
                RunFilters<Height.Of5>(image, weights, bias, count, pooled, winners);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunFilters<TWeights>(float* image, float* weights, TVector bias, int count, float* pooled, float* winners)
        where TWeights : unmanaged, IHeight
    {
        nint filters = _g.Filters, line = _image.Line;
        for (int row = 0; row < _height; row++, image += 2 * line)
        {
            for (int column = 0; column < _width; column += 2)
            {
                TVector a0 = bias, a1 = bias, a2 = bias, a3 = bias, b0 = bias, b1 = bias, b2 = bias, b3 = bias;
                float* p = image + 2 * column, weight = weights;
                for (int i = _g.KernelHeight; i > 0; i--, p += line, weight += sizeof(TWeights) * TLanes.Count)
                {
                    TVector w0 = TLanes.Load(weight);
                    TVector w1 = sizeof(TWeights) > 1 ? TLanes.Load(weight + TLanes.Count) : default;
                    TVector w2 = sizeof(TWeights) > 2 ? TLanes.Load(weight + 2 * TLanes.Count) : default;
                    TVector w3 = sizeof(TWeights) > 3 ? TLanes.Load(weight + 3 * TLanes.Count) : default;
                    TVector w4 = sizeof(TWeights) > 4 ? TLanes.Load(weight + 4 * TLanes.Count) : default;
                    Line<TWeights>(p, w0, w1, w2, w3, w4, ref a0, ref a1, ref a2, ref a3);
                    Line<TWeights>(p + line, w0, w1, w2, w3, w4, ref b0, ref b1, ref b2, ref b3);
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

    // One line of pixels under one row of weights: four outputs side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TWeights>(
        float* p, TVector w0, TVector w1, TVector w2, TVector w3, TVector w4, ref TVector a0, ref TVector a1, ref TVector a2, ref TVector a3)
        where TWeights : unmanaged, IHeight
    {
        TVector x = TLanes.Broadcast(p[0]);
        a0 = TLanes.MultiplyAdd(x, w0, a0);
        x = TLanes.Broadcast(p[1]);
        if (sizeof(TWeights) > 1)
            a0 = TLanes.MultiplyAdd(x, w1, a0);
        a1 = TLanes.MultiplyAdd(x, w0, a1);
        x = TLanes.Broadcast(p[2]);
        if (sizeof(TWeights) > 2)
            a0 = TLanes.MultiplyAdd(x, w2, a0);
        if (sizeof(TWeights) > 1)
            a1 = TLanes.MultiplyAdd(x, w1, a1);
        a2 = TLanes.MultiplyAdd(x, w0, a2);
        x = TLanes.Broadcast(p[3]);
        if (sizeof(TWeights) > 3)
            a0 = TLanes.MultiplyAdd(x, w3, a0);
        if (sizeof(TWeights) > 2)
            a1 = TLanes.MultiplyAdd(x, w2, a1);
        if (sizeof(TWeights) > 1)
            a2 = TLanes.MultiplyAdd(x, w1, a2);
        a3 = TLanes.MultiplyAdd(x, w0, a3);
        if (sizeof(TWeights) > 1)
            x = TLanes.Broadcast(p[4]);
        if (sizeof(TWeights) > 4)
            a0 = TLanes.MultiplyAdd(x, w4, a0);
        if (sizeof(TWeights) > 3)
            a1 = TLanes.MultiplyAdd(x, w3, a1);
        if (sizeof(TWeights) > 2)
            a2 = TLanes.MultiplyAdd(x, w2, a2);
        if (sizeof(TWeights) > 1)
            a3 = TLanes.MultiplyAdd(x, w1, a3);
        if (sizeof(TWeights) > 2)
            x = TLanes.Broadcast(p[5]);
        if (sizeof(TWeights) > 4)
            a1 = TLanes.MultiplyAdd(x, w4, a1);
        if (sizeof(TWeights) > 3)
            a2 = TLanes.MultiplyAdd(x, w3, a2);
        if (sizeof(TWeights) > 2)
            a3 = TLanes.MultiplyAdd(x, w2, a3);
        if (sizeof(TWeights) > 3)
            x = TLanes.Broadcast(p[6]);
        if (sizeof(TWeights) > 4)
            a2 = TLanes.MultiplyAdd(x, w4, a2);
        if (sizeof(TWeights) > 3)
            a3 = TLanes.MultiplyAdd(x, w3, a3);
        if (sizeof(TWeights) > 4)
            a3 = TLanes.MultiplyAdd(TLanes.Broadcast(p[7]), w4, a3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pool(TVector topLeft, TVector topRight, TVector left, TVector right, int count, float* pooled, float* winner)
    {
        TVector floor = Winner<TLanes, TVector>.Floor(_rectify);
        if (winner == null)
        {
            Part<TLanes, TVector>.Store(pooled, Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor), count);
            return;
        }
        Part<TLanes, TVector>.Store(pooled, Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor, out TVector place), count);
        Part<TLanes, TVector>.Store(winner, place, count);
    }
}
