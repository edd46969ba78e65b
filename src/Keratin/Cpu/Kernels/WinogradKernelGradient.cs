using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>dk = Gᵀ · [Σ over tiles of (Bᵀ · x · B) ⊙ (A · dy · Aᵀ)] · G</c> for each channel and filter.</summary>
/// <remarks>
/// <para><b>Tasks.</b> The tiles are cut into slices; each leaves its sums at the pairs of points in the workspace. Writing, reading and
/// adding those is dear, so slices are few, and where they are very few each is done by several tasks, which share the lines
/// of points (and all fill the lines of x and dy for themselves). Then the slices are added up and transformed, a task for
/// a few channels.</para>
/// <para><b>Cache.</b> The sums of a slice are as large as U, so each visit costs reading and writing all of them. Blocks are therefore long
/// ones: x and dy are held as lines, half transformed, and of the planes there is only a line at a time.</para>
/// <para><b>Order of sums.</b> Tiles in order, cut at blocks; then the slices in order; then the points.</para>
/// </remarks>
internal sealed unsafe class WinogradKernelGradient<TLanes, TVector, TForm> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private const int TilesOfSlice = 512;
    private const int MostSlices = 8;
    private const int WantedTasks = 4;
    private const int ChannelsOfTask = 4;
    private const int MostSums = 1 << 24;

    private readonly Conv2DGeometry _g;
    private readonly WinogradGeometry _tiles;
    private readonly WinogradGather<TLanes, TVector, WinogradAnalysis<TVector, TForm>> _x;
    private readonly WinogradGather<TLanes, TVector, WinogradSpread<TVector, TForm>> _dy;
    private readonly WinogradSums _sums;
    private readonly float[] _matrix;
    private readonly int _slices, _linesOfTask, _most;

    /// <param name="g">The convolution.</param>
    /// <param name="isPooled">Whether dy is given as winners and what they pass on.</param>
    public WinogradKernelGradient(Conv2DGeometry g, bool isPooled)
    {
        _g = g;
        _tiles = new WinogradGeometry(g);
        _most = _tiles.TilesOfSum(g.Channels, g.Filters);
        _x = new(_tiles, g.Height, g.Width, g.Channels, g.PadTop, g.PadLeft, _most);
        _dy = new(_tiles, g.OutputHeight, g.OutputWidth, g.Filters, 0, 0, _most, isPooled);
        _sums = new(Points, g.Channels, g.Filters, (SimdWidth)(32 * TLanes.Count), _x.RowStride, _dy.RowStride, _most);
        _matrix = WinogradPoints.KernelMatrix(g.KernelHeight);

        int slices = Math.Clamp(_tiles.Tiles / TilesOfSlice, _tiles.Tiles < TilesOfSlice ? 1 : 2, MostSlices);
        _slices = (int)Math.Clamp(MostSums / _sums.LengthOfP, 1, slices);
        _linesOfTask = Math.Max(_slices * Points / WantedTasks, 1);
        while (Points % _linesOfTask != 0)
            _linesOfTask--;
    }

    private static int Points => TForm.Points;

    public override int Phases => 2;

    public override long Workspace => (long)_slices * _sums.LengthOfP;

    public override int Scratch =>
        (int)Math.Max(_sums.LengthOfV + _sums.LengthOfW + _x.ScratchForLines + _dy.ScratchForLines, 2 * Points * Points * TLanes.Count);

    public override int Tasks(int phase) => phase == 0 ? _slices * Points / _linesOfTask : (_g.Channels + ChannelsOfTask - 1) / ChannelsOfTask;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            int groups = Points / _linesOfTask;
            SumSlice(task / groups, task % groups * _linesOfTask, in arguments);
            return;
        }
        int end = Math.Min((task + 1) * ChannelsOfTask, _g.Channels);
        for (int channel = task * ChannelsOfTask; channel < end; channel++)
        {
            for (int f = 0; f < _g.Filters; f += TLanes.Count)
                Fold(channel, f, in arguments);
        }
    }

    private void SumSlice(int slice, int firstLine, in KernelArguments arguments)
    {
        int first = (int)((long)_tiles.Tiles * slice / _slices), count = (int)((long)_tiles.Tiles * (slice + 1) / _slices) - first;
        int blocks = (count + _most - 1) / _most;
        float* sums = arguments.Workspace + slice * _sums.LengthOfP;
        for (int b = 0; b < blocks; b++)
        {
            int begin = first + (int)((long)count * b / blocks), end = first + (int)((long)count * (b + 1) / blocks);
            SumBlock(begin, end, firstLine, sums, b > 0, in arguments);
        }
    }

    private void SumBlock(int begin, int end, int firstLine, float* sums, bool accumulate, in KernelArguments arguments)
    {
        float* v = arguments.Scratch, w = v + _sums.LengthOfV, x = w + _sums.LengthOfW, dy = x + _x.ScratchForLines;
        _x.FillLines(arguments.Inputs, begin, end, x);
        _dy.FillLines(arguments.Inputs + 1, begin, end, dy);
        for (int line = firstLine; line < firstLine + _linesOfTask; line++)
        {
            _x.FillPlanes(line, begin, end, v, _sums.PlaneOfV, x);
            _dy.FillPlanes(line, begin, end, w, _sums.PlaneOfW, dy);
            _sums.Run(end - begin, v, w, sums + line * Points * _sums.PlaneOfP, accumulate);
        }
    }

    // Adds up the slices for one channel and a vector of filters, and transforms.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fold(int channel, int filter, in KernelArguments arguments)
    {
        int size = _g.KernelHeight, count = Math.Min(_g.Filters - filter, TLanes.Count);
        float* lines = arguments.Scratch, points = lines + Points * Points * TLanes.Count;
        AddSlices(arguments.Workspace + channel * _dy.RowStride + filter, points);
        fixed (float* matrix = _matrix)
        {
            for (int a = 0; a < size; a++)
            {
                for (int j = 0; j < Points; j++)
                    TLanes.Store(lines + (a * Points + j) * TLanes.Count, Sum(matrix + a, points + j * TLanes.Count, Points * TLanes.Count));
            }
            float* target = arguments.Outputs[0] + (nint)channel * _g.Filters + filter;
            for (int p = 0; p < size * size; p++, target += (nint)_g.Channels * _g.Filters)
                TLanes.StorePartial(target, Sum(matrix + p % size, lines + p / size * Points * TLanes.Count, TLanes.Count), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSlices(float* sums, float* points)
    {
        for (int i = 0; i < Points * Points; i++, sums += _sums.PlaneOfP, points += TLanes.Count)
        {
            TVector sum = TLanes.Load(sums);
            for (int s = 1; s < _slices; s++)
                sum = TLanes.Add(sum, TLanes.Load(sums + s * _sums.LengthOfP));
            TLanes.Store(points, sum);
        }
    }

    // Down a column of G.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Sum(float* column, float* source, nint step)
    {
        TVector sum = TLanes.Multiply(TLanes.Broadcast(*column), TLanes.Load(source));
        for (int i = 1; i < Points; i++)
            sum = TLanes.MultiplyAdd(TLanes.Broadcast(column[i * _g.KernelHeight]), TLanes.Load(source + i * step), sum);
        return sum;
    }
}
