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

    /// <summary>One row of the gradient: each window's number where the window's winner lies in this row, zeros elsewhere.</summary>
    /// <param name="winners">The row of the pooled image.</param>
    /// <param name="pooled">Its gradient.</param>
    /// <param name="within">Which row of the windows.</param>
    /// <param name="row">A row of the image.</param>
    public abstract void ScatterRow(float* winners, float* pooled, int within, float* row);

    /// <summary>Rows of the gradient, from row <paramref name="begin"/> to before <paramref name="end"/> of one image; those below all windows are zero.</summary>
    public void Scatter(float* winners, float* pooled, int begin, int end, int imageHeight, float* rows)
    {
        int covered = imageHeight / Height * Height;
        for (int row = begin; row < end; row++, rows += RowLength)
        {
            nint at = row / Height * PooledRowLength;
            if (row < covered)
                ScatterRow(winners + at, pooled + at, row % Height, rows);
            else
                new Span<float>(rows, (int)RowLength).Clear();
        }
    }
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
    public override void ScatterRow(float* winners, float* pooled, int within, float* row)
    {
        for (int column = 0; column < PooledWidth; column++, winners += Channels, pooled += Channels, row += Width * Channels)
        {
            for (int c = 0; c < Channels; c += TLanes.Count)
            {
                int some = Math.Min(TLanes.Count, Channels - c);
                TVector winner = Load(winners + c, some), value = Load(pooled + c, some);
                for (int j = 0; j < Width; j++)
                {
                    TVector place = TLanes.Broadcast(within * Width + j);
                    Store(row + j * Channels + c, TLanes.And(value, TLanes.EqualTo(winner, place)), some);
                }
            }
        }
        new Span<float>(row, (ImageWidth - PooledWidth * Width) * Channels).Clear();
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
