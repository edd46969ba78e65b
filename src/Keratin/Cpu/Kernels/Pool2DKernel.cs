using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Max and average pooling and their gradients, NHWC, vectors along the channels.</summary>
internal static class Pool2DKernel
{
    internal enum Kind
    {
        Max,
        MaxGradient,
        Average,
        AverageGradient,
    }

    /// <summary>Makes the kernel for a sliding window.</summary>
    /// <param name="kind">Which of the four.</param>
    /// <param name="window">How the window slides.</param>
    /// <param name="images">Shape of the images, on the side before the pooling.</param>
    /// <param name="pooled">Shape on the side after it.</param>
    /// <param name="width">Registers to use; the best by default.</param>
    public static Kernel Create(Kind kind, Window2D window, Shape images, Shape pooled, SimdWidth? width = null) => Create(
        kind, Stretch.Windows(window.Vertical, images[1], pooled[1]), Stretch.Windows(window.Horizontal, images[2], pooled[2]), images, width);

    /// <summary>Makes the kernel for a given number of bins.</summary>
    /// <inheritdoc cref="Create(Kind, Window2D, Shape, Shape, SimdWidth?)"/>
    public static Kernel CreateAdaptive(Kind kind, Shape images, Shape pooled, SimdWidth? width = null) =>
        Create(kind, Stretch.Bins(images[1], pooled[1]), Stretch.Bins(images[2], pooled[2]), images, width);

    private static Kernel Create(Kind kind, Stretch[] rows, Stretch[] columns, Shape images, SimdWidth? width) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new Pool2DKernel<Lanes512, Vector512<float>>(kind, rows, columns, images),
        SimdWidth.Bits256 => new Pool2DKernel<Lanes256, Vector256<float>>(kind, rows, columns, images),
        _ => new Pool2DKernel<Lanes128, Vector128<float>>(kind, rows, columns, images),
    };
}

/// <inheritdoc cref="Pool2DKernel"/>
/// <remarks>A task is one image of the batch: windows may overlap within an image, never across images.</remarks>
internal sealed unsafe class Pool2DKernel<TLanes, TVector>(Pool2DKernel.Kind kind, Stretch[] rows, Stretch[] columns, Shape images) : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _width = images[2], _channels = images[3];
    private readonly long _image = images[1..].Elements, _pooledImage = (long)rows.Length * columns.Length * images[3];

    public override int Tasks(int phase) => images[0];

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        // Inputs: images (and for the gradient of the maximum the result and its gradient), or the gradient alone.
        float* first = arguments.Inputs[0], y = arguments.Outputs[0];
        switch (kind)
        {
            case Pool2DKernel.Kind.Max:
                Forward<MaxRule>(first + (task * _image), y + (task * _pooledImage));
                break;
            case Pool2DKernel.Kind.Average:
                Forward<AverageRule>(first + (task * _image), y + (task * _pooledImage));
                break;
            case Pool2DKernel.Kind.MaxGradient:
                MaxGradient(
                    first + (task * _image), arguments.Inputs[1] + (task * _pooledImage), arguments.Inputs[2] + (task * _pooledImage), y + (task * _image));
                break;
            default:
                AverageGradient(first + (task * _pooledImage), y + (task * _image));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Forward<TRule>(float* x, float* y)
        where TRule : struct, IRule
    {
        foreach (var (top, bottom) in rows)
        {
            for (int column = 0; column < columns.Length; column++, y += _channels)
            {
                var (left, right) = columns[column];
                TVector scale = TLanes.Broadcast(1f / ((bottom - top) * (right - left)));
                for (int c = 0; c < _channels; c += TLanes.Count)
                {
                    int count = Math.Min(TLanes.Count, _channels - c);
                    TVector sum = default;
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = left; j < right; j++)
                        {
                            TVector value = Part<TLanes, TVector>.Load(x + ((((long)i * _width) + j) * _channels) + c, count);
                            sum = i == top && j == left ? value : TRule.Join(sum, value);
                        }
                    }
                    Part<TLanes, TVector>.Store(y + c, TRule.Finish(sum, scale), count);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MaxGradient(float* x, float* y, float* dy, float* dx)
    {
        new Span<float>(dx, (int)_image).Clear();
        foreach (var (top, bottom) in rows)
        {
            for (int column = 0; column < columns.Length; column++, y += _channels, dy += _channels)
            {
                var (left, right) = columns[column];
                for (int c = 0; c < _channels; c += TLanes.Count)
                {
                    int count = Math.Min(TLanes.Count, _channels - c);
                    TVector max = Part<TLanes, TVector>.Load(y + c, count), rest = Part<TLanes, TVector>.Load(dy + c, count);
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = left; j < right; j++)
                        {
                            long at = ((((long)i * _width) + j) * _channels) + c;
                            TVector isMax = IsSame(Part<TLanes, TVector>.Load(x + at, count), max);
                            Part<TLanes, TVector>.Store(dx + at, TLanes.Add(Part<TLanes, TVector>.Load(dx + at, count), TLanes.And(rest, isMax)), count);
                            // The first one has it; later equals get nothing.
                            rest = TLanes.AndNot(rest, isMax);
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AverageGradient(float* dy, float* dx)
    {
        new Span<float>(dx, (int)_image).Clear();
        foreach (var (top, bottom) in rows)
        {
            for (int column = 0; column < columns.Length; column++, dy += _channels)
            {
                var (left, right) = columns[column];
                TVector scale = TLanes.Broadcast(1f / ((bottom - top) * (right - left)));
                for (int c = 0; c < _channels; c += TLanes.Count)
                {
                    int count = Math.Min(TLanes.Count, _channels - c);
                    TVector share = TLanes.Multiply(Part<TLanes, TVector>.Load(dy + c, count), scale);
                    for (int i = top; i < bottom; i++)
                    {
                        for (int j = left; j < right; j++)
                        {
                            float* p = dx + ((((long)i * _width) + j) * _channels) + c;
                            Part<TLanes, TVector>.Store(p, TLanes.Add(Part<TLanes, TVector>.Load(p, count), share), count);
                        }
                    }
                }
            }
        }
    }

    // NaN counts as equal to NaN: a gradient must not vanish because the maximum is no number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsSame(TVector x, TVector max) => TLanes.Select(
        TLanes.EqualTo(max, max), TLanes.EqualTo(x, max), TLanes.AndNot(TLanes.EqualTo(TLanes.Zero, TLanes.Zero), TLanes.EqualTo(x, x)));

    private interface IRule
    {
        static abstract TVector Join(TVector x, TVector y);

        static abstract TVector Finish(TVector x, TVector scale);
    }

    private readonly struct MaxRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Join(TVector x, TVector y) => TLanes.Max(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Finish(TVector x, TVector scale) => x;
    }

    private readonly struct AverageRule : IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Join(TVector x, TVector y) => TLanes.Add(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Finish(TVector x, TVector scale) => TLanes.Multiply(x, scale);
    }
}
