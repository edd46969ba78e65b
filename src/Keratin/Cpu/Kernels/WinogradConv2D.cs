namespace Keratin.Cpu.Kernels;

/// <summary><c>y = activation(bias + Aᵀ · [Σ over channels of (G · k · Gᵀ) ⊙ (Bᵀ · x · B)] · A)</c>, tile by tile of 4 × 4 outputs.</summary>
/// <remarks>
/// <para><b>Why.</b> See <see cref="Winograd"/>: 36 multiplications where the sum as it is written takes 144 (3 × 3), 64 for 400 (5 × 5).</para>
/// <para><b>Phases.</b> First the kernel is transformed into the workspace, a task for eight channels. Then a task takes a block of tiles
/// through all steps: <see cref="WinogradGather{TLanes, TVector, TMap}"/>, <see cref="WinogradProducts"/> and
/// <see cref="WinogradFinish{TLanes, TVector, TForm}"/>.</para>
/// <para><b>Cache.</b> A block has so few tiles that its V and M stay in L2 beside U. That nothing but x and y passes beyond L2 is what
/// makes the short products pay.</para>
/// <para><b>Order of sums.</b> Channels in order at each pair of points, then the points as in <see cref="IWinogradForm{TVector}"/>, then
/// the bias.</para>
/// </remarks>
internal sealed unsafe class WinogradConv2D<TLanes, TVector, TForm> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TForm : struct, IWinogradForm<TVector>
{
    private readonly WinogradGeometry _tiles;
    private readonly bool _bias, _keepsWinners;
    private readonly WinogradKernelTransform<TLanes, TVector> _kernel;
    private readonly WinogradGather<TLanes, TVector, WinogradAnalysis<TVector, TForm>> _gather;
    private readonly WinogradProducts _products;
    private readonly WinogradFinish<TLanes, TVector, TForm> _finish;
    private readonly WinogradPooledFinish<TLanes, TVector, TForm>? _pooled;
    private readonly int _blocks;

    public WinogradConv2D(Conv2DGeometry g, bool bias, FusedActivation activation, bool isPooled = false, bool keepsWinners = false)
    {
        (_bias, _keepsWinners) = (bias, keepsWinners);
        _tiles = new WinogradGeometry(g);
        int most = _tiles.TilesOfBlock(g.Channels, g.Filters);
        _blocks = (_tiles.Tiles + most - 1) / most;
        _gather = new(_tiles, g.Height, g.Width, g.Channels, g.PadTop, g.PadLeft, most);
        _products = new WinogradProducts(TForm.Points * TForm.Points, g.Channels, g.Filters, (SimdWidth)(32 * TLanes.Count), _gather.RowStride, most);
        _kernel = new(g.KernelHeight, g.Channels, g.Filters, transposed: false, _products);
        _finish = new(_tiles, activation);
        _pooled = isPooled ? new(_tiles, activation) : null;
    }

    public override int Phases => 2;

    public override long Workspace => _products.LengthOfU;

    public override int Scratch => (int)Math.Max(_kernel.Scratch, _products.LengthOfV + _products.LengthOfM + _gather.Scratch);

    public override int Tasks(int phase) => phase == 0 ? _kernel.Tasks : _blocks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            _kernel.Run(task, arguments.Inputs[1], arguments.Workspace, arguments.Scratch);
            return;
        }
        int begin = (int)((long)_tiles.Tiles * task / _blocks), end = (int)((long)_tiles.Tiles * (task + 1) / _blocks);
        float* v = arguments.Scratch, m = v + _products.LengthOfV;
        _gather.Run(arguments.Inputs, begin, end, v, _products.PlaneOfV, m + _products.LengthOfM);
        _products.Run(end - begin, v, arguments.Workspace, m);
        float* bias = _bias ? arguments.Inputs[2] : null, winners = _keepsWinners ? arguments.Outputs[1] : null;
        if (_pooled is null)
            _finish.Run(m, _products.RowOfM, _products.PlaneOfM, begin, end, bias, arguments.Outputs[0]);
        else
            _pooled.Run(m, _products.RowOfM, _products.PlaneOfM, begin, end, bias, arguments.Outputs[0], winners);
    }
}
