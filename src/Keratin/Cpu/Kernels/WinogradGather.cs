using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// Takes tiles of images apart for the 36 pairs of points: <c>planes[6 · i + j][tile, c] = (T · d · Tᵀ)[i, j]</c> with
/// d the pixels under the tile and T the map.
/// </summary>
/// <remarks>
/// <para><b>Lines first.</b> The map is applied down the columns of a whole stretch of tiles at once: channels and columns lie side by
/// side, so vectors run over them as over one long line, and columns that tiles share are mapped once. Then along the rows.</para>
/// <para><b>Edges.</b> Columns outside the image are zeros in the lines. Stretches that reach above or below it are copied first.</para>
/// <para><b>Ragged channels.</b> Vectors read on into the next pixel of a line; what comes of that lands in columns of the planes
/// beyond the channels, which nobody uses.</para>
/// </remarks>
internal sealed unsafe class WinogradGather<TLanes, TVector, TMap>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TMap : struct, IWinogradMap<TVector>
{
    private const int Lines = WinogradPoints.Count;

    private readonly int _height, _width, _channels, _padTop, _padLeft, _step;
    private readonly int _tileRows, _tileColumns;
    private readonly nint _lineStride, _bandStride;

    /// <summary>For images [.., height, width, channels] whose tile (0, 0) begins at pixel (−padTop, −padLeft).</summary>
    public WinogradGather(WinogradGeometry tiles, int height, int width, int channels, int padTop, int padLeft, int most)
    {
        (_height, _width, _channels, _padTop, _padLeft, _step) = (height, width, channels, padTop, padLeft, tiles.Size);
        (_tileRows, _tileColumns) = (tiles.TileRows, tiles.TileColumns);
        nint columns = Columns(Math.Min(_tileColumns, most));
        _lineStride = WinogradGeometry.PlaneStride(columns * channels + TLanes.Count);
        _bandStride = WinogradGeometry.PlaneStride(columns * channels + TLanes.Count);
        RowStride = (channels + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
    }

    /// <summary>Floats from one tile to the next in a plane.</summary>
    public nint RowStride { get; }

    public nint Scratch => Lines * _lineStride + TMap.Inputs * _bandStride;

    /// <summary>Takes tiles [begin, end) apart.</summary>
    public void Run(float* images, int begin, int end, float* planes, nint planeStride, float* scratch)
    {
        for (int tile = begin, count; tile < end; tile += count)
        {
            int column = tile % _tileColumns, row = tile / _tileColumns % _tileRows, image = tile / _tileColumns / _tileRows;
            count = Math.Min(end - tile, _tileColumns - column);
            FillLines(images + (nint)image * _height * _width * _channels, row * _step - _padTop, column * _step - _padLeft, count, scratch);
            FillPlanes(count, scratch, planes + (tile - begin) * RowStride, planeStride);
        }
    }

    private int Columns(int tiles) => (tiles - 1) * _step + TMap.Inputs;

    // Maps the columns of a stretch of tiles whose first pixel is (top, left).
    private void FillLines(float* image, int top, int left, int count, float* scratch)
    {
        int columns = Columns(count), from = Math.Clamp(-left, 0, columns), to = Math.Clamp(_width - left, from, columns);
        MapImage(image, top, left + from, (nint)(to - from) * _channels, scratch + from * _channels, scratch + Lines * _lineStride);
        // After it, as its last vectors may write a little beyond the image's edge.
        for (int line = 0; line < Lines; line++)
        {
            float* start = scratch + line * _lineStride;
            new Span<float>(start, from * _channels).Clear();
            new Span<float>(start + to * _channels, (columns - to) * _channels).Clear();
        }
    }

    // The part that lies in the image, from a column on.
    private void MapImage(float* image, int top, int column, nint length, float* target, float* band)
    {
        if (top < 0 || top + TMap.Inputs > _height)
        {
            CopyBand(image, top, column, 0, length, band);
            MapLine(band, _bandStride, target, length);
            return;
        }
        nint step = (nint)_width * _channels, whole = length / TLanes.Count * TLanes.Count;
        MapLine(image + top * step + (nint)column * _channels, step, target, whole);
        if (whole == length)
            return;
        // One more vector would read beyond the line, perhaps beyond the last image.
        CopyBand(image, top, column, whole, length - whole, band);
        MapLine(band, _bandStride, target + whole, length - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MapLine(float* source, nint step, float* target, nint length)
    {
        nint lineStride = _lineStride;
        for (nint i = 0; i < length; i += TLanes.Count)
            TMap.Apply(source + i, step, target + i, lineStride);
    }

    // Rows [top, top + inputs) from a column on: zeros for those outside the image.
    private void CopyBand(float* image, int top, int column, nint skip, nint length, float* band)
    {
        for (int i = 0; i < TMap.Inputs; i++)
        {
            int row = top + i;
            var target = new Span<float>(band + i * _bandStride, (int)length);
            if (row < 0 || row >= _height)
                target.Clear();
            else
                new ReadOnlySpan<float>(image + ((nint)row * _width + column) * _channels + skip, (int)length).CopyTo(target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillPlanes(int count, float* lines, float* planes, nint planeStride)
    {
        nint channels = _channels, step = _step * channels, rowStride = RowStride;
        for (int line = 0; line < Lines; line++)
        {
            float* source = lines + line * _lineStride;
            float* target = planes + line * Lines * planeStride;
            for (int tile = 0; tile < count; tile++, source += step, target += rowStride)
            {
                for (nint c = 0; c < channels; c += TLanes.Count)
                    TMap.Apply(source + c, channels, target + c, planeStride);
            }
        }
    }
}
