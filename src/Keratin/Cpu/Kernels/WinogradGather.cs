using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>
/// Takes tiles of images apart for n × n pairs of points: <c>planes[n · i + j][tile, c] = (T · d · Tᵀ)[i, j]</c> with
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
    private readonly int _height, _width, _channels, _padTop, _padLeft;
    private readonly int _tileRows, _tileColumns, _most;
    private readonly nint _bandStride;
    private readonly MaxPoolBand? _pool;

    /// <summary>For images [.., height, width, channels] whose first tile begins at pixel (−padTop, −padLeft).</summary>
    public WinogradGather(WinogradGeometry tiles, int height, int width, int channels, int padTop, int padLeft, int most, bool isPooled = false)
    {
        _pool = isPooled ? MaxPoolBand.Create(new Window2D(2, 2, 2, 2, 1, 1, 0, 0, 0, 0), width, channels, (SimdWidth)(32 * TLanes.Count)) : null;
        (_height, _width, _channels, _padTop, _padLeft) = (height, width, channels, padTop, padLeft);
        (_tileRows, _tileColumns, _most) = (tiles.TileRows, tiles.TileColumns, most);
        _bandStride = _pool is null ? LineStride(1) : WinogradGeometry.PlaneStride(width * channels + TLanes.Count);
        RowStride = (channels + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
    }

    private static int Lines => TMap.Points;

    private static int Step => WinogradGeometry.Size;

    /// <summary>Floats from one tile to the next in a plane.</summary>
    public nint RowStride { get; }

    /// <summary>Scratch for <see cref="Run"/>.</summary>
    public nint Scratch => Lines * LineStride(1) + TMap.Inputs * _bandStride;

    /// <summary>Scratch for <see cref="FillLines"/>.</summary>
    public nint ScratchForLines => Lines * LineStride(Stretches) + TMap.Inputs * _bandStride;

    // Rows of tiles that a block can lie in.
    private int Stretches => Math.Min((_most - 1) / _tileColumns + 2, _most);

    /// <summary>Takes tiles [begin, end) apart, for all pairs of points. Inputs: the images; or the winners of a pooling and what they pass on.</summary>
    public void Run(float** inputs, int begin, int end, float* planes, nint planeStride, float* scratch)
    {
        nint stride = LineStride(1);
        for (int tile = begin, count; tile < end; tile += count)
        {
            count = Stretch(tile, end);
            FillStretch(inputs, tile, count, scratch, stride, scratch + Lines * stride);
            for (int line = 0; line < Lines; line++)
                MapTiles(count, scratch + line * stride, planes + (line * Lines * planeStride + (tile - begin) * RowStride), planeStride);
        }
    }

    /// <summary>The first half by itself: the lines of tiles [begin, end).</summary>
    public void FillLines(float** inputs, int begin, int end, float* scratch)
    {
        nint stride = LineStride(Stretches);
        float* lines = scratch;
        for (int tile = begin, count; tile < end; tile += count)
        {
            count = Stretch(tile, end);
            FillStretch(inputs, tile, count, lines, stride, scratch + Lines * stride);
            lines += Columns(count) * _channels;
        }
    }

    /// <summary>The second half for one line: its planes.</summary>
    public void FillPlanes(int line, int begin, int end, float* planes, nint planeStride, float* scratch)
    {
        float* lines = scratch + line * LineStride(Stretches);
        for (int tile = begin, count; tile < end; tile += count)
        {
            count = Stretch(tile, end);
            MapTiles(count, lines, planes + (tile - begin) * RowStride, planeStride);
            lines += Columns(count) * _channels;
        }
    }

    private static int Columns(int tiles) => (tiles - 1) * Step + TMap.Inputs;

    // Tiles from this one on that lie in the same row of the same image.
    private int Stretch(int tile, int end) => Math.Min(end - tile, _tileColumns - tile % _tileColumns);

    // A line holds the columns of so many stretches; the last vector may reach beyond them.
    private nint LineStride(int stretches)
    {
        int tiles = stretches == 1 ? Math.Min(_tileColumns, _most) : _most;
        return WinogradGeometry.PlaneStride((nint)(tiles * Step + stretches * (TMap.Inputs - Step)) * _channels + TLanes.Count);
    }

    // The lines of a stretch of tiles.
    private void FillStretch(float** inputs, int tile, int count, float* lines, nint stride, float* band)
    {
        int row = tile / _tileColumns % _tileRows, top = row * Step - _padTop, left = tile % _tileColumns * Step - _padLeft;
        int image = tile / _tileColumns / _tileRows;
        int columns = Columns(count), from = Math.Clamp(-left, 0, columns), to = Math.Clamp(_width - left, from, columns);
        if (_pool is null)
            MapImage(inputs[0] + (nint)image * _height * _width * _channels, top, left + from, (nint)(to - from) * _channels, lines + from * _channels, stride, band);
        else
            MapWinners(inputs, image, top, left + from, (nint)(to - from) * _channels, lines + from * _channels, stride, band);
        // After it, as its last vectors may write a little beyond the image's edge.
        for (int line = 0; line < Lines; line++)
        {
            float* start = lines + line * stride;
            new Span<float>(start, from * _channels).Clear();
            new Span<float>(start + to * _channels, (columns - to) * _channels).Clear();
        }
    }

    // The part that lies in the image, from a column on.
    private void MapImage(float* image, int top, int column, nint length, float* target, nint stride, float* band)
    {
        if (top < 0 || top + TMap.Inputs > _height)
        {
            CopyBand(image, top, column, 0, length, band);
            MapLine(band, _bandStride, target, stride, length);
            return;
        }
        nint step = (nint)_width * _channels, whole = length / TLanes.Count * TLanes.Count;
        MapLine(image + top * step + (nint)column * _channels, step, target, stride, whole);
        if (whole == length)
            return;
        // One more vector would read beyond the line, perhaps beyond the last image.
        CopyBand(image, top, column, whole, length - whole, band);
        MapLine(band, _bandStride, target + whole, stride, length - whole);
    }

    // The same where the image first has to be laid out: most of it are zeros, a quarter are what winners pass on.
    private void MapWinners(float** inputs, int image, int top, int column, nint length, float* target, nint stride, float* band)
    {
        int rows = _height / _pool!.Height;
        nint pooled = image * rows * _pool.PooledRowLength;
        for (int i = 0; i < TMap.Inputs; i++)
        {
            int row = top + i;
            nint at = pooled + row / _pool.Height * _pool.PooledRowLength;
            if (row >= 0 && row < rows * _pool.Height)
                _pool.ScatterRow(inputs[0] + at, inputs[1] + at, row % _pool.Height, band + i * _bandStride);
            else
                new Span<float>(band + i * _bandStride, (int)_pool.RowLength).Clear();
        }
        MapLine(band + (nint)column * _channels, _bandStride, target, stride, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MapLine(float* source, nint step, float* target, nint stride, nint length)
    {
        for (nint i = 0; i < length; i += TLanes.Count)
            TMap.Apply(source + i, step, target + i, stride);
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
    private void MapTiles(int count, float* line, float* planes, nint planeStride)
    {
        nint channels = _channels, step = Step * channels, rowStride = RowStride;
        for (int tile = 0; tile < count; tile++, line += step, planes += rowStride)
        {
            for (nint c = 0; c < channels; c += TLanes.Count)
                TMap.Apply(line + c, channels, planes + c, planeStride);
        }
    }
}
