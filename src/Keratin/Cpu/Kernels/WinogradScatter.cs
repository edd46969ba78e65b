using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>image[pixels under tile] += B · M · Bᵀ</c>: the way back of <see cref="WinogradGather{TLanes, TVector, TMap}"/>.</summary>
/// <remarks>
/// <para><b>Lines first.</b> As there a whole stretch of a row of tiles is taken at once: tiles are mapped along their rows and added up in lines,
/// where neighbours share columns, and the lines are mapped down the columns and added up in a band, where rows of tiles share rows.</para>
/// <para><b>The band</b> is as high as a tile and as wide as all of them, so nothing is known of edges here. When a row of tiles is through, what the
/// next one does not reach goes to the image, each pixel once, and the rest moves up. Between the calls for one image it has to be kept.</para>
/// <para><b>Ragged channels.</b> Pixels that do not fill their registers are pushed together before lines are mapped: six channels then take
/// six lanes, not sixteen, and no pixel is added to by halves.</para>
/// </remarks>
internal sealed unsafe class WinogradScatter<TLanes, TVector, TForm>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private readonly WinogradGeometry _tiles;
    private readonly Conv2DGeometry _g;
    private readonly nint _pixelStride, _lineStride, _bandStride;

    public WinogradScatter(WinogradGeometry tiles, int most)
    {
        (_tiles, _g) = (tiles, tiles.Convolution);
        _pixelStride = (_g.Channels + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        _lineStride = WinogradGeometry.PlaneStride((Columns(Math.Min(tiles.TileColumns, most)) + 1) * _pixelStride);
        _bandStride = WinogradGeometry.PlaneStride(Columns(tiles.TileColumns) * _g.Channels + TLanes.Count);
    }

    private static int Points => TForm.Points;

    private bool IsRagged => _pixelStride != _g.Channels;

    /// <summary>Floats for the lines, and those pushed together.</summary>
    public nint Scratch => Points * _lineStride * (IsRagged ? 2 : 1);

    /// <summary>Floats of the band. They have to be zero before the first tile of an image, and are so after the last.</summary>
    public nint Band => Points * _bandStride;

    /// <summary>Adds tiles [begin, end), which follow those of the call before unless an image begins, and completes the pixels that get no more.</summary>
    public void Run(float* m, nint rowOfM, nint planeOfM, int begin, int end, float* images, float* lines, float* band)
    {
        for (int tile = begin, count; tile < end; tile += count)
        {
            int column = tile % _tiles.TileColumns, row = tile / _tiles.TileColumns % _tiles.TileRows;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            count = Math.Min(end - tile, _tiles.TileColumns - column);
            new Span<float>(lines, (int)(Points * _lineStride)).Clear();
            for (int t = 0; t < count; t++)
                AddToLines(m + (tile - begin + t) * rowOfM, planeOfM, lines + t * WinogradGeometry.Size * _pixelStride);

            float* pixels = IsRagged ? lines + Points * _lineStride : lines;
            if (IsRagged)
                Push(lines, Columns(count), pixels);
            AddToBand(pixels, Columns(count) * _g.Channels, band + (nint)column * WinogradGeometry.Size * _g.Channels);
            if (column + count == _tiles.TileColumns)
                Complete(row, images + (nint)image * _g.Height * _g.Width * _g.Channels, band);
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

    // What a pixel's last register has too much, the next pixel overwrites, and zeros behind the last one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Push(float* lines, int pixels, float* pushed)
    {
        nint stride = _pixelStride;
        for (int i = 0; i < Points; i++, lines += _lineStride, pushed += _lineStride)
        {
            float* from = lines, to = pushed;
            for (int p = 0; p < pixels; p++, from += stride, to += _g.Channels)
                for (nint c = 0; c < stride; c += TLanes.Count)
                    TLanes.Store(to + c, TLanes.Load(from + c));
            for (nint c = 0; c < stride; c += TLanes.Count)
                TLanes.Store(to + c, TLanes.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddToBand(float* lines, int length, float* band)
    {
        nint lineStride = _lineStride, bandStride = _bandStride;
        for (nint c = 0; c < length; c += TLanes.Count)
            TForm.AddBack(lines + c, lineStride, band + c, bandStride);
    }

    // The rows of the image that no further row of tiles reaches.
    private void Complete(int row, float* image, float* band)
    {
        bool isLast = row == _tiles.TileRows - 1;
        int top = row * WinogradGeometry.Size - _g.PadTop, complete = isLast ? Points : WinogradGeometry.Size, length = _g.Width * _g.Channels;
        for (int i = Math.Max(-top, 0); i < Math.Min(complete, _g.Height - top); i++)
            new ReadOnlySpan<float>(band + i * _bandStride + (nint)_g.PadLeft * _g.Channels, length).CopyTo(new Span<float>(image + (nint)(top + i) * length, length));

        int kept = (int)((Points - complete) * _bandStride);
        new ReadOnlySpan<float>(band + complete * _bandStride, kept).CopyTo(new Span<float>(band, kept));
        new Span<float>(band + kept, (int)Band - kept).Clear();
    }
}
