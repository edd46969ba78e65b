using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Pools rows of an image that lie in the cache, windows side by side; and the way back.</summary>
internal abstract unsafe class MaxPoolBand(Window2D window, int width, int channels)
{
    /// <summary>Makes one for images of a width.</summary>
    public static MaxPoolBand Create(Window2D window, int width, int channels, SimdWidth simd) => simd switch
    {
        SimdWidth.Bits512 => new MaxPoolBand<Lanes512, Vector512<float>>(window, width, channels),
        SimdWidth.Bits256 => new MaxPoolBand<Lanes256, Vector256<float>>(window, width, channels),
        _ => new MaxPoolBand<Lanes128, Vector128<float>>(window, width, channels),
    };

    /// <summary>Rows and columns of a window.</summary>
    public int Height { get; } = window.KernelHeight;

    /// <inheritdoc cref="Height"/>
    public int Width { get; } = window.KernelWidth;

    /// <summary>Pixels of a row before and after.</summary>
    public int ImageWidth { get; } = width;

    /// <inheritdoc cref="ImageWidth"/>
    public int PooledWidth { get; } = width / window.KernelWidth;

    public int Channels { get; } = channels;

    /// <summary>Floats of a row before and after.</summary>
    public nint RowLength => (nint)ImageWidth * Channels;

    /// <inheritdoc cref="RowLength"/>
    public nint PooledRowLength => (nint)PooledWidth * Channels;

    /// <summary>The largest pixel of each window and, unless <paramref name="winners"/> is null, its place in the window.</summary>
    /// <param name="rows"><paramref name="count"/> · <see cref="Height"/> rows.</param>
    /// <param name="pooled"><paramref name="count"/> rows.</param>
    /// <param name="winners">As many.</param>
    /// <param name="count">Pooled rows.</param>
    public abstract void Pool(float* rows, float* pooled, float* winners, int count);

    /// <summary>Each window's number at the winner's place, zeros elsewhere.</summary>
    public abstract void Scatter(float* winners, float* pooled, float* rows, int count);
}

/// <inheritdoc cref="MaxPoolBand"/>
internal sealed unsafe class MaxPoolBand<TLanes, TVector>(Window2D window, int width, int channels) : MaxPoolBand(window, width, channels)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pool(float* rows, float* pooled, float* winners, int count)
    {
        for (int row = 0; row < count; row++, rows += Height * RowLength)
        {
            float* corner = rows;
            for (int column = 0; column < PooledWidth; column++, corner += Width * Channels)
            {
                for (int c = 0; c < Channels; c += TLanes.Count)
                {
                    int some = Math.Min(TLanes.Count, Channels - c);
                    (TVector max, TVector place) = Max(corner + c, some);
                    Store(pooled + c, max, some);
                    if (winners is not null)
                        Store(winners + c, place, some);
                }
                pooled += Channels;
                winners = winners is null ? null : winners + Channels;
            }
        }
    }

    // A number gives way to a larger one and to NaN, NaN to nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (TVector Max, TVector Place) Max(float* corner, int some)
    {
        TVector max = Load(corner, some), place = TLanes.Zero, at = TLanes.Zero;
        for (int i = 0; i < Height; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                if ((i | j) == 0)
                    continue;
                at = TLanes.Add(at, TLanes.Broadcast(1));
                TVector value = Load(corner + i * RowLength + j * Channels, some);
                TVector wins = TLanes.AndNot(TLanes.EqualTo(max, max), TLanes.GreaterOrEqual(max, value));
                max = TLanes.Select(wins, value, max);
                place = TLanes.Select(wins, at, place);
            }
        }
        return (max, place);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scatter(float* winners, float* pooled, float* rows, int count)
    {
        int covered = PooledWidth * Width;
        for (int row = 0; row < count; row++, rows += Height * RowLength)
        {
            float* corner = rows;
            for (int column = 0; column < PooledWidth; column++, corner += Width * Channels)
            {
                for (int c = 0; c < Channels; c += TLanes.Count)
                {
                    int some = Math.Min(TLanes.Count, Channels - c);
                    Scatter(Load(winners + c, some), Load(pooled + c, some), corner + c, some);
                }
                winners += Channels;
                pooled += Channels;
            }
            for (int i = 0; i < Height && covered < ImageWidth; i++)
                new Span<float>(rows + i * RowLength + (nint)covered * Channels, (ImageWidth - covered) * Channels).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Scatter(TVector place, TVector value, float* corner, int some)
    {
        TVector at = TLanes.Zero;
        for (int i = 0; i < Height; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                Store(corner + i * RowLength + j * Channels, TLanes.And(value, TLanes.EqualTo(place, at)), some);
                at = TLanes.Add(at, TLanes.Broadcast(1));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
