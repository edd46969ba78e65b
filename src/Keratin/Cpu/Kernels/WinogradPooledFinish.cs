using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><see cref="WinogradFinish{TLanes, TVector, TForm}"/> with a max pooling of 2 × 2 behind it.</summary>
/// <remarks>The outputs of a tile are one window or, 4 × 4 of them, four: they are pooled before they have left the registers.</remarks>
internal sealed unsafe class WinogradPooledFinish<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private readonly WinogradGeometry _tiles;
    private readonly int _height, _width, _filters;
    private readonly bool _rectify;

    public WinogradPooledFinish(WinogradGeometry tiles, FusedActivation activation)
    {
        (_tiles, _rectify) = (tiles, activation == FusedActivation.Relu);
        (_height, _width, _filters) = (tiles.Convolution.OutputHeight / 2, tiles.Convolution.OutputWidth / 2, tiles.Convolution.Filters);
    }

    // Windows along a side of a tile.
    private static int Side => TForm.Inputs / 2;

    /// <summary>Writes the windows of tiles [begin, end), and unless <paramref name="winners"/> is null the winners' places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* bias, float* pooled, float* winners)
    {
        int last = Math.Max(_filters - TLanes.Count, 0);
        for (int tile = begin; tile < end; tile++, m += rowOfM)
        {
            int column = tile % _tiles.TileColumns * Side, row = tile / _tiles.TileColumns % _tiles.TileRows * Side;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            // An odd row or column belongs to no window.
            if (row >= _height || column >= _width)
                continue;
            nint pixel = (((nint)image * _height + row) * _width + column) * _filters;
            for (int i = 0; i < _filters; i += TLanes.Count)
            {
                int f = Math.Min(i, last);
                Map(
                    m + f, planeOfM, bias == null ? null : bias + f, pooled + pixel + f, winners == null ? null : winners + pixel + f,
                    _height - row, _width - column);
            }
        }
    }

    // Down the six columns, then along two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Map(float* m, nint plane, float* bias, float* pooled, float* winner, int rows, int columns)
    {
        MapColumn(m, plane, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
        MapColumn(m + plane, plane, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
        MapColumn(m + 2 * plane, plane, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
        MapColumn(m + 3 * plane, plane, out TVector a3, out TVector b3, out TVector c3, out TVector d3);
        MapColumn(m + 4 * plane, plane, out TVector a4, out TVector b4, out TVector c4, out TVector d4);
        MapColumn(m + 5 * plane, plane, out TVector a5, out TVector b5, out TVector c5, out TVector d5);

        TVector start = bias == null ? TLanes.Zero : _filters < TLanes.Count ? TLanes.LoadPartial(bias, _filters) : TLanes.Load(bias);
        MapRows(a0, a1, a2, a3, a4, a5, b0, b1, b2, b3, b4, b5, start, pooled, winner, columns);
        if (Side == 1 || rows == 1)
            return;
        nint step = (nint)_width * _filters;
        MapRows(c0, c1, c2, c3, c4, c5, d0, d1, d2, d3, d4, d5, start, pooled + step, winner == null ? null : winner + step, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapColumn(float* m, nint plane, out TVector first, out TVector second, out TVector third, out TVector fourth)
    {
        nint step = WinogradPoints.Count * plane;
        TForm.Collect(
            TLanes.Load(m), TLanes.Load(m + step), TLanes.Load(m + 2 * step),
            TLanes.Load(m + 3 * step), TLanes.Load(m + 4 * step), TLanes.Load(m + 5 * step),
            out first, out second, out third, out fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MapRows(
        TVector a0, TVector a1, TVector a2, TVector a3, TVector a4, TVector a5, TVector b0, TVector b1, TVector b2, TVector b3, TVector b4, TVector b5,
        TVector start, float* pooled, float* winner, int columns)
    {
        TForm.Collect(a0, a1, a2, a3, a4, a5, out TVector above0, out TVector above1, out TVector above2, out TVector above3);
        TForm.Collect(b0, b1, b2, b3, b4, b5, out TVector below0, out TVector below1, out TVector below2, out TVector below3);
        Pool(above0, above1, below0, below1, start, pooled, winner);
        if (Side > 1 && columns > 1)
            Pool(above2, above3, below2, below3, start, pooled + _filters, winner == null ? null : winner + _filters);
    }

    // One window: two matches and a final.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pool(TVector topLeft, TVector topRight, TVector left, TVector right, TVector start, float* pooled, float* winner)
    {
        TVector max = Finished(topLeft, start), place = TLanes.Zero, below = Finished(left, start), placeBelow = TLanes.Broadcast(2);
        Winner<TLanes, TVector>.Challenge(ref max, ref place, Finished(topRight, start), TLanes.Broadcast(1));
        Winner<TLanes, TVector>.Challenge(ref below, ref placeBelow, Finished(right, start), TLanes.Broadcast(3));
        Winner<TLanes, TVector>.Challenge(ref max, ref place, below, placeBelow);
        Write(max, pooled);
        if (winner != null)
            Write(place, winner);
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
