using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>y = activation(bias + Aᵀ · M · A)</c> for each tile and filter, less what lies beyond the edge of the image.</summary>
internal sealed unsafe class WinogradFinish<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private const int Points = WinogradPoints.Count;

    private readonly WinogradGeometry _tiles;
    private readonly int _height, _width, _filters;
    private readonly bool _rectify;

    public WinogradFinish(WinogradGeometry tiles, FusedActivation activation)
    {
        (_tiles, _rectify) = (tiles, activation == FusedActivation.Relu);
        (_height, _width, _filters) = (tiles.Convolution.OutputHeight, tiles.Convolution.OutputWidth, tiles.Convolution.Filters);
    }

    public static nint Scratch => TForm.Inputs * Points * TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* bias, float* y, float* lines)
    {
        int filters = _filters, width = _width;
        for (int tile = begin; tile < end; tile++, m += rowOfM)
        {
            int column = tile % _tiles.TileColumns * TForm.Inputs, row = tile / _tiles.TileColumns % _tiles.TileRows * TForm.Inputs;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            int rows = Math.Min(TForm.Inputs, _height - row), columns = Math.Min(TForm.Inputs, width - column);
            float* pixel = y + (((nint)image * _height + row) * width + column) * filters;
            for (int f = 0; f < filters; f += TLanes.Count)
            {
                MapColumns(m + f, planeOfM, lines);
                int count = Math.Min(filters - f, TLanes.Count);
                TVector start = bias == null ? TLanes.Zero : TLanes.LoadPartial(bias + f, count);
                for (int r = 0; r < rows; r++)
                    MapRow(lines + r * Points * TLanes.Count, start, pixel + (nint)r * width * filters + f, columns, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapColumns(float* m, nint plane, float* lines)
    {
        for (int j = 0; j < Points; j++, m += plane, lines += TLanes.Count)
        {
            nint step = Points * plane;
            TForm.Collect(
                TLanes.Load(m), TLanes.Load(m + step), TLanes.Load(m + 2 * step),
                TLanes.Load(m + 3 * step), TLanes.Load(m + 4 * step), TLanes.Load(m + 5 * step),
                out TVector first, out TVector second, out TVector third, out TVector fourth);
            TLanes.Store(lines, first);
            TLanes.Store(lines + Points * TLanes.Count, second);
            if (TForm.Inputs == 2)
                continue;
            TLanes.Store(lines + 2 * Points * TLanes.Count, third);
            TLanes.Store(lines + 3 * Points * TLanes.Count, fourth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MapRow(float* line, TVector start, float* y, int columns, int count)
    {
        nint step = TLanes.Count;
        TForm.Collect(
            TLanes.Load(line), TLanes.Load(line + step), TLanes.Load(line + 2 * step),
            TLanes.Load(line + 3 * step), TLanes.Load(line + 4 * step), TLanes.Load(line + 5 * step),
            out TVector first, out TVector second, out TVector third, out TVector fourth);
        Write(TLanes.Add(first, start), y, count);
        if (columns > 1)
            Write(TLanes.Add(second, start), y + _filters, count);
        if (TForm.Inputs > 2 && columns > 2)
            Write(TLanes.Add(third, start), y + 2 * _filters, count);
        if (TForm.Inputs > 2 && columns > 3)
            Write(TLanes.Add(fourth, start), y + 3 * _filters, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(TVector value, float* y, int count)
    {
        if (_rectify)
            value = TLanes.AndNot(value, TLanes.GreaterThan(TLanes.Zero, value));
        if (count == TLanes.Count)
            TLanes.Store(y, value);
        else
            TLanes.StorePartial(y, value, count);
    }
}
