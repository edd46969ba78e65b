using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><see cref="WinogradFinish{TLanes, TVector, TForm}"/> with a max pooling of 2 × 2 behind it.</summary>
/// <remarks>The outputs of a tile are four windows: they are pooled before they have left the registers.</remarks>
internal sealed unsafe class WinogradPooledFinish<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    // Windows along a side of a tile.
    private const int Side = WinogradGeometry.Size / 2;

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
        float* lines = stackalloc float[WinogradGeometry.Size * TForm.Points * TLanes.Count];
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
                WinogradLines<TLanes, TVector, TForm>.Collect(m + f, planeOfM, lines);
                MapRows(
                    lines, bias == null ? null : bias + f, pooled + pixel + f, winners == null ? null : winners + pixel + f,
                    Math.Min(_height - row, Side), _width - column);
            }
        }
    }

    // Two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MapRows(float* lines, float* bias, float* pooled, float* winner, int rows, int columns)
    {
        nint line = TForm.Points * TLanes.Count, step = (nint)_width * _filters;
        TVector start = bias == null ? TLanes.Zero : _filters < TLanes.Count ? TLanes.LoadPartial(bias, _filters) : TLanes.Load(bias);
        for (int r = 0; r < rows; r++, lines += 2 * line, pooled += step)
        {
            TForm.Collect(lines, TLanes.Count, out TVector above0, out TVector above1, out TVector above2, out TVector above3);
            TForm.Collect(lines + line, TLanes.Count, out TVector below0, out TVector below1, out TVector below2, out TVector below3);
            Pool(above0, above1, below0, below1, start, pooled, winner);
            if (columns > 1)
                Pool(above2, above3, below2, below3, start, pooled + _filters, winner == null ? null : winner + _filters);
            winner = winner == null ? null : winner + step;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pool(TVector topLeft, TVector topRight, TVector left, TVector right, TVector bias, float* pooled, float* winner)
    {
        TVector floor = Winner<TLanes, TVector>.Floor(_rectify);
        (topLeft, topRight, left, right) = (TLanes.Add(topLeft, bias), TLanes.Add(topRight, bias), TLanes.Add(left, bias), TLanes.Add(right, bias));
        if (winner == null)
        {
            Write(Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor), pooled);
            return;
        }
        Write(Winner<TLanes, TVector>.OfFour(topLeft, topRight, left, right, floor, out TVector place), pooled);
        Write(place, winner);
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
