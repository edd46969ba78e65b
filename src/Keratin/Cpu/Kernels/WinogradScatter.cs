using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>image[pixels under tile] += B · M · Bᵀ</c>: the way back of <see cref="WinogradGather{TLanes, TVector, TMap}"/>.</summary>
/// <remarks>
/// As there a whole stretch of a row of tiles is taken at once: tiles are mapped along their rows and added up in lines, where
/// neighbours share columns, and the lines are mapped down the columns and added to the image, where rows of tiles share rows.
/// </remarks>
internal sealed unsafe class WinogradScatter<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private readonly WinogradGeometry _tiles;
    private readonly Conv2DGeometry _g;
    private readonly nint _pixelStride, _lineStride;

    public WinogradScatter(WinogradGeometry tiles, int most)
    {
        (_tiles, _g) = (tiles, tiles.Convolution);
        _pixelStride = (_g.Channels + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        _lineStride = WinogradGeometry.PlaneStride(Columns(Math.Min(tiles.TileColumns, most)) * _pixelStride);
    }

    private static int Points => TForm.Points;

    public nint Scratch => Points * _lineStride;

    /// <summary>Adds tiles [begin, end) to the images.</summary>
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* images, float* lines)
    {
        float* sums = stackalloc float[Points * TLanes.Count];
        for (int tile = begin, count; tile < end; tile += count)
        {
            int column = tile % _tiles.TileColumns, row = tile / _tiles.TileColumns % _tiles.TileRows;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            count = Math.Min(end - tile, _tiles.TileColumns - column);
            new Span<float>(lines, (int)Scratch).Clear();
            for (int t = 0; t < count; t++)
                AddToLines(m + (tile - begin + t) * rowOfM, planeOfM, lines + t * WinogradGeometry.Size * _pixelStride);
            int left = column * WinogradGeometry.Size - _g.PadLeft;
            float* corner = images + ((nint)image * _g.Height * _g.Width + left) * _g.Channels;
            int from = Math.Max(left, 0), to = Math.Min(left + Columns(count), _g.Width);
            // Pixels without a gap between them are one long one.
            int pixels = _pixelStride == _g.Channels ? to - from : 1;
            for (int w = from; w < to; w += pixels)
            {
                nint at = w - left;
                AddToImage(
                    lines + at * _pixelStride, row * WinogradGeometry.Size - _g.PadTop, corner + at * _g.Channels, pixels * _g.Channels, sums);
            }
        }
    }

    private static int Columns(int tiles) => (tiles - 1) * WinogradGeometry.Size + Points;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToLines(float* m, nint planeOfM, float* lines)
    {
        nint pixel = _pixelStride, lineStride = _lineStride;
        for (int i = 0; i < Points; i++, m += Points * planeOfM, lines += lineStride)
        {
            for (nint c = 0; c < pixel; c += TLanes.Count)
                TForm.AddBack(m + c, planeOfM, lines + c, pixel);
        }
    }

    // One column of pixels, or some side by side, from row top on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToImage(float* lines, int top, float* column, int length, float* sums)
    {
        nint step = (nint)_g.Width * _g.Channels;
        bool isInside = top >= 0 && top + Points <= _g.Height;
        for (int c = 0; c < length; c += TLanes.Count)
        {
            int count = Math.Min(length - c, TLanes.Count);
            if (isInside && count == TLanes.Count)
                TForm.AddBack(lines + c, _lineStride, column + top * step + c, step);
            else
                AddPart(lines + c, top, column + c, step, count, sums);
        }
    }

    // Where rows lie outside the image, or the channels do not fill a vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPart(float* lines, int top, float* column, nint step, int count, float* sums)
    {
        new Span<float>(sums, Points * TLanes.Count).Clear();
        TForm.AddBack(lines, _lineStride, sums, TLanes.Count);
        int from = Math.Max(0, -top), to = Math.Min(Points, _g.Height - top);
        for (int i = from; i < to; i++)
        {
            float* pixel = column + (top + i) * step;
            TVector value = TLanes.Load(sums + i * TLanes.Count);
            if (count == TLanes.Count)
                TLanes.Store(pixel, TLanes.Add(TLanes.Load(pixel), value));
            else
                TLanes.StorePartial(pixel, TLanes.Add(TLanes.LoadPartial(pixel, count), value), count);
        }
    }
}
