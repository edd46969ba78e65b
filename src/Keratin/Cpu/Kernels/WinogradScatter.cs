using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>image[pixels under tile] += B · M · Bᵀ</c>: the way back of <see cref="WinogradGather{TLanes, TVector, TMap}"/>.</summary>
/// <remarks>
/// As there a whole stretch of a row of tiles is taken at once: tiles are mapped along their rows and added up in six lines, where
/// neighbours share columns, and the lines are mapped down the columns and added to the image, where rows of tiles share rows.
/// </remarks>
internal sealed unsafe class WinogradScatter<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int Points = WinogradPoints.Count;

    private readonly WinogradGeometry _tiles;
    private readonly Conv2DGeometry _g;
    private readonly nint _pixelStride, _lineStride;

    public WinogradScatter(WinogradGeometry tiles, int most)
    {
        (_tiles, _g) = (tiles, tiles.Convolution);
        _pixelStride = (_g.Channels + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        _lineStride = WinogradGeometry.PlaneStride(Columns(Math.Min(tiles.TileColumns, most)) * _pixelStride);
    }

    public nint Scratch => Points * _lineStride;

    /// <summary>Adds tiles [begin, end) to the images.</summary>
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* images, float* lines)
    {
        for (int tile = begin, count; tile < end; tile += count)
        {
            int column = tile % _tiles.TileColumns, row = tile / _tiles.TileColumns % _tiles.TileRows;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            count = Math.Min(end - tile, _tiles.TileColumns - column);
            new Span<float>(lines, (int)Scratch).Clear();
            for (int t = 0; t < count; t++)
                AddToLines(m + (tile - begin + t) * rowOfM, planeOfM, lines + t * _tiles.Size * _pixelStride);
            int left = column * _tiles.Size - _g.PadLeft;
            float* corner = images + ((nint)image * _g.Height * _g.Width + left) * _g.Channels;
            int from = Math.Max(left, 0), to = Math.Min(left + Columns(count), _g.Width);
            for (int w = from; w < to; w++)
                AddToImage(lines + (w - left) * _pixelStride, row * _tiles.Size - _g.PadTop, corner + (nint)(w - left) * _g.Channels);
        }
    }

    private int Columns(int tiles) => (tiles - 1) * _tiles.Size + Points;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToLines(float* m, nint planeOfM, float* lines)
    {
        nint pixel = _pixelStride, lineStride = _lineStride;
        for (int i = 0; i < Points; i++, m += Points * planeOfM, lines += lineStride)
        {
            for (nint c = 0; c < pixel; c += TLanes.Count)
            {
                Map(m + c, planeOfM, out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4, out TVector d5);
                float* target = lines + c;
                TLanes.Store(target, TLanes.Add(TLanes.Load(target), d0));
                TLanes.Store(target + pixel, TLanes.Add(TLanes.Load(target + pixel), d1));
                TLanes.Store(target + 2 * pixel, TLanes.Add(TLanes.Load(target + 2 * pixel), d2));
                TLanes.Store(target + 3 * pixel, TLanes.Add(TLanes.Load(target + 3 * pixel), d3));
                TLanes.Store(target + 4 * pixel, TLanes.Add(TLanes.Load(target + 4 * pixel), d4));
                TLanes.Store(target + 5 * pixel, TLanes.Add(TLanes.Load(target + 5 * pixel), d5));
            }
        }
    }

    // One column of pixels, from row top on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToImage(float* lines, int top, float* column)
    {
        nint step = (nint)_g.Width * _g.Channels;
        for (int c = 0; c < _g.Channels; c += TLanes.Count)
        {
            Map(lines + c, _lineStride, out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4, out TVector d5);
            int count = Math.Min(_g.Channels - c, TLanes.Count);
            AddToPixel(d0, top, column + c, step, count);
            AddToPixel(d1, top + 1, column + c, step, count);
            AddToPixel(d2, top + 2, column + c, step, count);
            AddToPixel(d3, top + 3, column + c, step, count);
            AddToPixel(d4, top + 4, column + c, step, count);
            AddToPixel(d5, top + 5, column + c, step, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToPixel(TVector value, int row, float* column, nint step, int count)
    {
        if (row < 0 || row >= _g.Height)
            return;
        float* pixel = column + row * step;
        if (count == TLanes.Count)
            TLanes.Store(pixel, TLanes.Add(TLanes.Load(pixel), value));
        else
            TLanes.StorePartial(pixel, TLanes.Add(TLanes.LoadPartial(pixel, count), value), count);
    }

    // B, the transpose of WinogradData's matrix.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Map(
        float* from, nint step, out TVector d0, out TVector d1, out TVector d2, out TVector d3, out TVector d4, out TVector d5)
    {
        TVector zero = TLanes.Load(from), infinity = TLanes.Load(from + 5 * step);
        TVector a = TLanes.Load(from + step), minusA = TLanes.Load(from + 2 * step);
        TVector b = TLanes.Load(from + 3 * step), minusB = TLanes.Load(from + 4 * step);
        TVector sum = TLanes.Broadcast(-WinogradPoints.Sum), product = TLanes.Broadcast(WinogradPoints.Product);
        TVector squareA = TLanes.Broadcast(-WinogradPoints.SquareA), squareB = TLanes.Broadcast(-WinogradPoints.SquareB);

        TVector evenA = TLanes.Add(a, minusA), evenB = TLanes.Add(b, minusB);
        TVector oddA = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.A), TLanes.Subtract(a, minusA));
        TVector oddB = TLanes.Multiply(TLanes.Broadcast(WinogradPoints.B), TLanes.Subtract(b, minusB));
        d0 = TLanes.Multiply(product, zero);
        d1 = TLanes.MultiplyAdd(squareB, oddA, TLanes.MultiplyAdd(squareA, oddB, TLanes.Multiply(product, infinity)));
        d2 = TLanes.MultiplyAdd(squareB, evenA, TLanes.MultiplyAdd(squareA, evenB, TLanes.Multiply(sum, zero)));
        d3 = TLanes.MultiplyAdd(sum, infinity, TLanes.Add(oddA, oddB));
        d4 = TLanes.Add(zero, TLanes.Add(evenA, evenB));
        d5 = infinity;
    }
}
