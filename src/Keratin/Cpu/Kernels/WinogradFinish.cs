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
        float* lines = stackalloc float[WinogradGeometry.Size * TForm.Points * TLanes.Count];
        int last = Math.Max(_filters - TLanes.Count, 0);
        for (int tile = begin; tile < end; tile++, m += rowOfM)
        {
            int column = tile % _tiles.TileColumns * WinogradGeometry.Size, row = tile / _tiles.TileColumns % _tiles.TileRows * WinogradGeometry.Size;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            float* pixel = y + (((nint)image * _height + row) * _width + column) * _filters;
            for (int i = 0; i < _filters; i += TLanes.Count)
            {
                int f = Math.Min(i, last);
                WinogradLines<TLanes, TVector, TForm>.Collect(m + f, planeOfM, lines);
                MapRows(lines, bias == null ? null : bias + f, pixel + f, Math.Min(_height - row, WinogradGeometry.Size), _width - column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MapRows(float* lines, float* bias, float* y, int rows, int columns)
    {
        TVector start = bias == null ? TLanes.Zero : _filters < TLanes.Count ? TLanes.LoadPartial(bias, _filters) : TLanes.Load(bias);
        for (int r = 0; r < rows; r++, lines += TForm.Points * TLanes.Count, y += (nint)_width * _filters)
        {
            TForm.Collect(lines, TLanes.Count, out TVector first, out TVector second, out TVector third, out TVector fourth);
            Write(TLanes.Add(first, start), y);
            if (columns > 1)
                Write(TLanes.Add(second, start), y + _filters);
            if (columns > 2)
                Write(TLanes.Add(third, start), y + 2 * _filters);
            if (columns > 3)
                Write(TLanes.Add(fourth, start), y + 3 * _filters);
        }
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
