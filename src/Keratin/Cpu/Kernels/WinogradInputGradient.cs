namespace Keratin.Cpu.Kernels;

/// <summary><c>dx += B · [Σ over filters of (G · k · Gᵀ) ⊙ (A · dy · Aᵀ)] · Bᵀ</c>, tile by tile of 4 × 4 outputs.</summary>
/// <remarks>
/// <para><b>The transpose</b> of <see cref="WinogradConv2D{TLanes, TVector, TForm}"/>, step by step. The same could be had as a convolution
/// of dy, padded, with the kernel turned about. But that has tiles of dx, and without padding dx has many more pixels than dy: 9 tiles
/// of an image of 12² where this way takes 4.</para>
/// <para><b>Tasks</b> own whole images, as tiles overlap in dx: enough to make a block, which is then gone through like the convolution's.</para>
/// <para><b>Order of sums.</b> Filters in order at each pair of points; then tiles from left to right, then rows of tiles.</para>
/// </remarks>
internal sealed unsafe class WinogradInputGradient<TLanes, TVector, TForm> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private const int WantedTasks = 32;

    private readonly WinogradGeometry _tiles;
    private readonly Conv2DGeometry _g;
    private readonly WinogradKernelTransform<TLanes, TVector> _kernel;
    private readonly WinogradGather<TLanes, TVector, WinogradSpread<TVector, TForm>> _gather;
    private readonly WinogradProducts _products;
    private readonly WinogradScatter<TLanes, TVector, TForm> _scatter;
    private readonly int _tasks, _most;
    private readonly bool _isPooled;

    /// <param name="g">The convolution.</param>
    /// <param name="isPooled">Whether dy is given as winners and what they pass on.</param>
    public WinogradInputGradient(Conv2DGeometry g, bool isPooled)
    {
        _isPooled = isPooled;
        _g = g;
        _tiles = new WinogradGeometry(g);
        _most = _tiles.TilesOfBlock(g.Filters, g.Channels);
        _tasks = Math.Clamp(_tiles.Tiles / _most, 1, Math.Min(g.Batch, WantedTasks));
        _gather = new(_tiles, g.OutputHeight, g.OutputWidth, g.Filters, 0, 0, _most, isPooled);
        _products = new WinogradProducts(TForm.Points * TForm.Points, g.Filters, g.Channels, (SimdWidth)(32 * TLanes.Count), _gather.RowStride, _most);
        _kernel = new(g.KernelHeight, g.Filters, g.Channels, transposed: true, _products);
        _scatter = new(_tiles, _most);
    }

    public override int Phases => 2;

    public override long Workspace => _products.LengthOfU;

    public override int Scratch =>
        (int)Math.Max(_kernel.Scratch, _scatter.Band + _products.LengthOfV + _products.LengthOfM + Math.Max(_gather.Scratch, _scatter.Scratch));

    public override int Tasks(int phase) => phase == 0 ? _kernel.Tasks : _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            _kernel.Run(task, arguments.Inputs[_isPooled ? 2 : 1], arguments.Workspace, arguments.Scratch);
            return;
        }
        long firstImage = (long)_g.Batch * task / _tasks, lastImage = (long)_g.Batch * (task + 1) / _tasks;
        new Span<float>(arguments.Scratch, (int)_scatter.Band).Clear();
        int tilesOfImage = _tiles.TileRows * _tiles.TileColumns;
        int begin = (int)firstImage * tilesOfImage, count = (int)(lastImage - firstImage) * tilesOfImage, blocks = (count + _most - 1) / _most;
        for (int b = 0; b < blocks; b++)
            RunBlock(begin + (int)((long)count * b / blocks), begin + (int)((long)count * (b + 1) / blocks), in arguments);
    }

    private void RunBlock(int begin, int end, in KernelArguments arguments)
    {
        float* band = arguments.Scratch, v = band + _scatter.Band, m = v + _products.LengthOfV, rest = m + _products.LengthOfM;
        _gather.Run(arguments.Inputs, begin, end, v, _products.PlaneOfV, rest);
        _products.Run(end - begin, v, arguments.Workspace, m);
        _scatter.Run(m, _products.RowOfM, _products.PlaneOfM, begin, end, arguments.Outputs[0], rest, band);
    }
}
