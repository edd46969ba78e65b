using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>y = activation(bias + Aᵀ · M · A)</c> for each tile and filter, less what lies beyond the edge of the image.</summary>
/// <remarks>
/// <b>Ragged filters.</b> The last vector begins so early that it is full: it repeats a few filters of the one before it. Only if
/// there are fewer filters than lanes it is written in part.
/// </remarks>
internal sealed unsafe class WinogradFinish<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private readonly WinogradGeometry _tiles;
    private readonly int _height, _width, _filters;
    private readonly bool _rectify;

    public WinogradFinish(WinogradGeometry tiles, FusedActivation activation)
    {
        (_tiles, _rectify) = (tiles, activation == FusedActivation.Relu);
        (_height, _width, _filters) = (tiles.Convolution.OutputHeight, tiles.Convolution.OutputWidth, tiles.Convolution.Filters);
    }

    /// <summary>Writes the outputs of tiles [begin, end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* bias, float* y)
    {
        int last = Math.Max(_filters - TLanes.Count, 0);
        for (int tile = begin; tile < end; tile++, m += rowOfM)
        {
            int column = tile % _tiles.TileColumns * TForm.Inputs, row = tile / _tiles.TileColumns % _tiles.TileRows * TForm.Inputs;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            float* pixel = y + (((nint)image * _height + row) * _width + column) * _filters;
            for (int i = 0; i < _filters; i += TLanes.Count)
            {
                int f = Math.Min(i, last);
                Map(m + f, planeOfM, bias == null ? null : bias + f, pixel + f, _height - row, _width - column);
            }
        }
    }

    // Down the six columns, then along the rows, all in registers if there are two rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Map(float* m, nint plane, float* bias, float* y, int rows, int columns)
    {
        MapColumn(m, plane, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
        MapColumn(m + plane, plane, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
        MapColumn(m + 2 * plane, plane, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
        MapColumn(m + 3 * plane, plane, out TVector a3, out TVector b3, out TVector c3, out TVector d3);
        MapColumn(m + 4 * plane, plane, out TVector a4, out TVector b4, out TVector c4, out TVector d4);
        MapColumn(m + 5 * plane, plane, out TVector a5, out TVector b5, out TVector c5, out TVector d5);

        TVector start = bias == null ? TLanes.Zero : _filters < TLanes.Count ? TLanes.LoadPartial(bias, _filters) : TLanes.Load(bias);
        nint step = (nint)_width * _filters;
        MapRow(a0, a1, a2, a3, a4, a5, start, y, columns);
        if (rows > 1)
            MapRow(b0, b1, b2, b3, b4, b5, start, y + step, columns);
        if (TForm.Inputs > 2 && rows > 2)
            MapRow(c0, c1, c2, c3, c4, c5, start, y + 2 * step, columns);
        if (TForm.Inputs > 2 && rows > 3)
            MapRow(d0, d1, d2, d3, d4, d5, start, y + 3 * step, columns);
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
    private void MapRow(
        TVector zero, TVector a, TVector minusA, TVector b, TVector minusB, TVector infinity, TVector start, float* y, int columns)
    {
        TForm.Collect(
            zero, a, minusA, b, minusB, infinity, out TVector first, out TVector second, out TVector third, out TVector fourth);
        Write(TLanes.Add(first, start), y);
        if (columns > 1)
            Write(TLanes.Add(second, start), y + _filters);
        if (TForm.Inputs > 2 && columns > 2)
            Write(TLanes.Add(third, start), y + 2 * _filters);
        if (TForm.Inputs > 2 && columns > 3)
            Write(TLanes.Add(fourth, start), y + 3 * _filters);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(TVector value, float* y)
    {
        if (_rectify)
            value = TLanes.AndNot(value, TLanes.GreaterThan(TLanes.Zero, value));
        if (_filters >= TLanes.Count)
            TLanes.Store(y, value);
        else
            TLanes.StorePartial(y, value, _filters);
    }
}
