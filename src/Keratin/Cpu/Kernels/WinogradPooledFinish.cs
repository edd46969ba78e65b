using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><see cref="WinogradFinish{TLanes, TVector, TForm}"/> with a max pooling of 2 × 2 behind it.</summary>
/// <remarks>The four outputs of a tile are one window: it is pooled before it has left the registers.</remarks>
internal sealed unsafe class WinogradPooledFinish<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly WinogradGeometry _tiles;
    private readonly int _height, _width, _filters;
    private readonly bool _rectify;

    public WinogradPooledFinish(WinogradGeometry tiles, FusedActivation activation)
    {
        (_tiles, _rectify) = (tiles, activation == FusedActivation.Relu);
        (_height, _width, _filters) = (tiles.Convolution.OutputHeight / 2, tiles.Convolution.OutputWidth / 2, tiles.Convolution.Filters);
    }

    /// <summary>Writes the windows of tiles [begin, end), and unless <paramref name="winners"/> is null the winners' places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* bias, float* pooled, float* winners)
    {
        int last = Math.Max(_filters - TLanes.Count, 0);
        for (int tile = begin; tile < end; tile++, m += rowOfM)
        {
            int column = tile % _tiles.TileColumns, row = tile / _tiles.TileColumns % _tiles.TileRows, image = tile / _tiles.TileColumns / _tiles.TileRows;
            // An odd row or column belongs to no window.
            if (row >= _height || column >= _width)
                continue;
            nint pixel = (((nint)image * _height + row) * _width + column) * _filters;
            for (int i = 0; i < _filters; i += TLanes.Count)
            {
                int f = Math.Min(i, last);
                Pool(m + f, planeOfM, bias == null ? null : bias + f, pooled + pixel + f, winners == null ? null : winners + pixel + f);
            }
        }
    }

    // Down the six columns, then along the two rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pool(float* m, nint plane, float* bias, float* pooled, float* winner)
    {
        MapColumn(m, plane, out TVector a0, out TVector b0);
        MapColumn(m + plane, plane, out TVector a1, out TVector b1);
        MapColumn(m + 2 * plane, plane, out TVector a2, out TVector b2);
        MapColumn(m + 3 * plane, plane, out TVector a3, out TVector b3);
        MapColumn(m + 4 * plane, plane, out TVector a4, out TVector b4);
        MapColumn(m + 5 * plane, plane, out TVector a5, out TVector b5);

        TVector start = bias == null ? TLanes.Zero : _filters < TLanes.Count ? TLanes.LoadPartial(bias, _filters) : TLanes.Load(bias);
        WinogradTwo<TLanes, TVector>.Collect(a0, a1, a2, a3, a4, a5, out TVector topLeft, out TVector topRight, out _, out _);
        WinogradTwo<TLanes, TVector>.Collect(b0, b1, b2, b3, b4, b5, out TVector left, out TVector right, out _, out _);
        TVector max = Finished(topLeft, start), place = TLanes.Zero, below = Finished(left, start), placeBelow = TLanes.Broadcast(2);
        Winner<TLanes, TVector>.Challenge(ref max, ref place, Finished(topRight, start), TLanes.Broadcast(1));
        Winner<TLanes, TVector>.Challenge(ref below, ref placeBelow, Finished(right, start), TLanes.Broadcast(3));
        Winner<TLanes, TVector>.Challenge(ref max, ref place, below, placeBelow);
        Write(max, pooled);
        if (winner != null)
            Write(place, winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapColumn(float* m, nint plane, out TVector first, out TVector second)
    {
        nint step = WinogradPoints.Count * plane;
        WinogradTwo<TLanes, TVector>.Collect(
            TLanes.Load(m), TLanes.Load(m + step), TLanes.Load(m + 2 * step),
            TLanes.Load(m + 3 * step), TLanes.Load(m + 4 * step), TLanes.Load(m + 5 * step),
            out first, out second, out _, out _);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Finished(TVector sum, TVector bias)
    {
        sum = TLanes.Add(sum, bias);
        return _rectify ? TLanes.AndNot(sum, TLanes.GreaterThan(TLanes.Zero, sum)) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(TVector value, float* p)
    {
        if (_filters >= TLanes.Count)
            TLanes.Store(p, value);
        else
            TLanes.StorePartial(p, value, _filters);
    }
}
