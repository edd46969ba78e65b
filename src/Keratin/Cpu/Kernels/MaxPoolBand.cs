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
    // From a window's corner to its places.
    private readonly nint[] _offsets = Offsets(window, width, channels);

    private readonly bool _isTwoByTwo = window is { KernelHeight: 2, KernelWidth: 2 };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pool(float* rows, float* pooled, float* winners, int count)
    {
        int depth = Channels, columns = PooledWidth, whole = depth / TLanes.Count * TLanes.Count;
        nint rowStep = Height * RowLength, columnStep = (nint)Width * depth;
        for (int row = 0; row < count; row++, rows += rowStep)
        {
            float* corner = rows;
            for (int column = 0; column < columns; column++, corner += columnStep, pooled += depth)
            {
                int c = 0;
                for (; c < whole && _isTwoByTwo; c += TLanes.Count)
                    PoolFour(corner + c, depth, pooled + c, winners is null ? null : winners + c);
                for (; c < depth; c += TLanes.Count)
                    PoolSome(corner + c, Math.Min(TLanes.Count, depth - c), pooled + c, winners is null ? null : winners + c);
                if (winners is not null)
                    winners += depth;
            }
        }
    }

    // The usual window, without a loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PoolFour(float* corner, int depth, float* pooled, float* winner)
    {
        float* below = corner + RowLength;
        TVector topLeft = TLanes.Load(corner), topRight = TLanes.Load(corner + depth), left = TLanes.Load(below), right = TLanes.Load(below + depth);
        TVector floor = Winner<TLanes, TVector>.Floor(rectifies: false);
        if (winner is null)
        {
            TLanes.Store(pooled, Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor));
            return;
        }
        TLanes.Store(pooled, Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor, out TVector place));
        TLanes.Store(winner, place);
    }

    private void PoolSome(float* corner, int some, float* pooled, float* winner)
    {
        TVector max = Part<TLanes, TVector>.Load(corner, some), place = TLanes.Zero;
        for (int i = 1; i < _offsets.Length; i++)
            Winner<TLanes, TVector>.Challenge(ref max, ref place, Part<TLanes, TVector>.Load(corner + _offsets[i], some), TLanes.Broadcast(i));
        Part<TLanes, TVector>.Store(pooled, max, some);
        if (winner is not null)
            Part<TLanes, TVector>.Store(winner, place, some);
    }

    // What a pixel's last register has too much, the next pixels overwrite; the last windows, behind which there are not enough, are taken by parts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ScatterRow(float* winners, float* pooled, int within, float* row)
    {
        int depth = Channels, breadth = Width, first = within * breadth, padded = (depth + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        int whole = Math.Max(PooledWidth + 1 - (padded + depth - 1) / depth, 0);
        for (int column = 0; column < whole; column++, winners += depth, pooled += depth)
        {
            for (int j = 0; j < breadth; j++, row += depth)
            {
                TVector place = TLanes.Broadcast(first + j);
                for (int c = 0; c < depth; c += TLanes.Count)
                    TLanes.Store(row + c, TLanes.And(TLanes.Load(pooled + c), TLanes.EqualTo(TLanes.Load(winners + c), place)));
            }
        }
        for (int column = whole; column < PooledWidth; column++, winners += depth, pooled += depth, row += breadth * depth)
            ScatterWindow(winners, pooled, first, row);
        new Span<float>(row, (ImageWidth - PooledWidth * breadth) * depth).Clear();
    }

    private void ScatterWindow(float* winners, float* pooled, int first, float* row)
    {
        for (int j = 0; j < Width; j++, row += Channels)
        {
            TVector place = TLanes.Broadcast(first + j);
            for (int c = 0; c < Channels; c += TLanes.Count)
            {
                int count = Math.Min(TLanes.Count, Channels - c);
                TVector value = Part<TLanes, TVector>.Load(pooled + c, count), winner = Part<TLanes, TVector>.Load(winners + c, count);
                Part<TLanes, TVector>.Store(row + c, TLanes.And(value, TLanes.EqualTo(winner, place)), count);
            }
        }
    }

    private static nint[] Offsets(Window2D window, int width, int channels)
    {
        var offsets = new nint[window.KernelHeight * window.KernelWidth];
        for (int place = 0; place < offsets.Length; place++)
            offsets[place] = ((nint)(place / window.KernelWidth) * width + place % window.KernelWidth) * channels;
        return offsets;
    }
}
