using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>A convolution by Winograd's minimal filtering.</summary>
internal sealed unsafe class WinogradConv2D<TLanes, TVector, TOutput> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TOutput : struct, IWinogradMap<TVector>
{
    private const int Points = WinogradPoints.Count;
    private const int Budget = 150_000;

    private readonly Conv2DGeometry _g;
    private readonly WinogradGeometry _tiles;
    private readonly bool _bias;
    private readonly FusedActivation _activation;
    private readonly WinogradProducts _products;
    private readonly WinogradKernelTransform<TLanes, TVector> _kernel;
    private readonly WinogradGather<TLanes, TVector, WinogradData<TLanes, TVector>> _gather;
    private readonly int _blocks;
    private readonly nint _planeOfV, _planeOfM;

    public WinogradConv2D(Conv2DGeometry geometry, bool bias, FusedActivation activation, SimdWidth width)
    {
        (_g, _bias, _activation) = (geometry, bias, activation);
        _tiles = new WinogradGeometry(geometry);
        _products = new WinogradProducts(_g.Channels, _g.Filters, width);
        _kernel = new WinogradKernelTransform<TLanes, TVector>(_g.KernelHeight, _g.Channels, _g.Filters, transposed: false, _products);
        int most = int.TryParse(Environment.GetEnvironmentVariable("WT"), out int wt) ? wt : (int)Math.Clamp(Budget / (36 * (_g.Channels + _products.RowStride)), 12, 96) / 6 * 6;
        _blocks = (_tiles.Tiles + most - 1) / most;
        most = (_tiles.Tiles + _blocks - 1) / _blocks;
        _gather = new(_tiles, _g.Height, _g.Width, _g.Channels, _g.PadTop, _g.PadLeft, most);
        _planeOfV = WinogradGeometry.PlaneStride(most * _gather.RowStride);
        _planeOfM = WinogradGeometry.PlaneStride(most * _products.RowStride);
    }

    public override int Phases => 2;

    public override long Workspace => _products.LengthOfU;

    public override int Scratch =>
        (int)Math.Max(_kernel.Scratch, WinogradProducts.Points * (_planeOfV + _planeOfM) + _gather.Scratch);

    public override int Tasks(int phase) => phase == 0 ? _kernel.Tasks : _blocks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            _kernel.Run(task, arguments.Inputs[1], arguments.Workspace, arguments.Scratch);
            return;
        }
        int begin = (int)((long)_tiles.Tiles * task / _blocks), end = (int)((long)_tiles.Tiles * (task + 1) / _blocks);
        float* v = arguments.Scratch, m = v + WinogradProducts.Points * _planeOfV;
        _gather.Run(arguments.Inputs[0], begin, end, v, _planeOfV, m + WinogradProducts.Points * _planeOfM);
        _products.Run(end - begin, v, _gather.RowStride, _planeOfV, arguments.Workspace, m, _planeOfM);
        Finish(begin, end, m, in arguments);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(int begin, int end, float* m, in KernelArguments arguments)
    {
        float* bias = _bias ? arguments.Inputs[2] : null;
        float* lines = arguments.Scratch, pixels = lines + TOutput.Outputs * Points * TLanes.Count;
        for (int tile = begin; tile < end; tile++, m += _products.RowStride)
        {
            int column = tile % _tiles.TileColumns * TOutput.Outputs, row = tile / _tiles.TileColumns % _tiles.TileRows * TOutput.Outputs;
            int image = tile / _tiles.TileColumns / _tiles.TileRows;
            int rows = Math.Min(TOutput.Outputs, _g.OutputHeight - row), columns = Math.Min(TOutput.Outputs, _g.OutputWidth - column);
            float* y = arguments.Outputs[0] + (((nint)image * _g.OutputHeight + row) * _g.OutputWidth + column) * _g.Filters;
            for (int f = 0; f < _g.Filters; f += TLanes.Count)
                FinishVector(lines, pixels, m + f, y + f, bias == null ? null : bias + f, rows, columns, Math.Min(_g.Filters - f, TLanes.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FinishVector(float* lines, float* pixels, float* m, float* y, float* bias, int rows, int columns, int count)
    {
        for (int j = 0; j < Points; j++)
            TOutput.Apply(m + j * _planeOfM, Points * _planeOfM, lines + j * TLanes.Count, Points * TLanes.Count);
        TVector start = bias == null ? TLanes.Zero : TLanes.LoadPartial(bias, count);
        for (int r = 0; r < rows; r++)
        {
            TOutput.Apply(lines + r * Points * TLanes.Count, TLanes.Count, pixels, TLanes.Count);
            float* target = y + (nint)r * _g.OutputWidth * _g.Filters;
            for (int c = 0; c < columns; c++, target += _g.Filters)
            {
                TVector value = TLanes.Add(TLanes.Load(pixels + c * TLanes.Count), start);
                if (_activation == FusedActivation.Relu)
                    value = TLanes.AndNot(value, TLanes.GreaterThan(TLanes.Zero, value));
                if (count == TLanes.Count)
                    TLanes.Store(target, value);
                else
                    TLanes.StorePartial(target, value, count);
            }
        }
    }
}

/// <summary>Makes them.</summary>
internal static class Winograd
{
    public static Kernel Forward(Conv2DGeometry g, bool bias, FusedActivation activation, SimdWidth width) => (width, g.KernelHeight) switch
    {
        (SimdWidth.Bits512, 5) => new WinogradConv2D<Lanes512, Vector512<float>, WinogradTwo<Lanes512, Vector512<float>>>(g, bias, activation, width),
        (SimdWidth.Bits512, _) => new WinogradConv2D<Lanes512, Vector512<float>, WinogradFour<Lanes512, Vector512<float>>>(g, bias, activation, width),
        (SimdWidth.Bits256, 5) => new WinogradConv2D<Lanes256, Vector256<float>, WinogradTwo<Lanes256, Vector256<float>>>(g, bias, activation, width),
        (SimdWidth.Bits256, _) => new WinogradConv2D<Lanes256, Vector256<float>, WinogradFour<Lanes256, Vector256<float>>>(g, bias, activation, width),
        (_, 5) => new WinogradConv2D<Lanes128, Vector128<float>, WinogradTwo<Lanes128, Vector128<float>>>(g, bias, activation, width),
        _ => new WinogradConv2D<Lanes128, Vector128<float>, WinogradFour<Lanes128, Vector128<float>>>(g, bias, activation, width),
    };
}
