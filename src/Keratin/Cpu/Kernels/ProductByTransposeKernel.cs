using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>C[m, n] = A · Bᵀ</c> with B as [n, k] far larger than A: computed as <c>Cᵀ = B · Aᵀ</c>.</summary>
/// <remarks>
/// <para><b>Why.</b> <see cref="MatMulKernel"/> has to transpose B into panels, here Aᵀ is packed instead and B is read where it lies.
/// The gradient on the input of a dense layer is such a product: B is the weight, A a batch of 128.</para>
/// <para><b>Tasks.</b> First Aᵀ is packed into the workspace, panel by panel. Then each task takes a block of B's rows, computes that block
/// of Cᵀ in scratch and turns it into columns of C.</para>
/// <para><b>Cache.</b> k is cut at 1024, as in <see cref="MatMulKernel"/>; a few rows of B stay in the first-level cache while all panels pass,
/// and the tiles call the rows after them from memory.</para>
/// <para><b>Order of sums.</b> k in order, cut at the blocks.</para>
/// </remarks>
internal sealed unsafe class ProductByTransposeKernel : Kernel
{
    private const int LongestBlock = 1024;
    private const int RowsOfTask = 48;

    // Of eleven tasks two threads do six and five: one waits for a tenth of the time.
    private const int SharedBy = 2;

    private const int PackedSteps = 256;

    private readonly int _m, _n, _k;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly int _blocks;
    private readonly int _packs;

    public ProductByTransposeKernel(int m, int n, int k, SimdWidth width)
    {
        (_m, _n, _k) = (m, n, k);
        _tiles = TileSet.For(width);
        _panels = _tiles.CutEvenly(m);
        int blocks = (n + RowsOfTask - 1) / RowsOfTask;
        _blocks = Math.Min((blocks + SharedBy - 1) / SharedBy * SharedBy, n);
        _packs = (k + PackedSteps - 1) / PackedSteps;
    }

    /// <summary>Whether packing A and turning C copies less than packing B would.</summary>
    public static bool IsCheaper(int m, int n, int k) => (long)m * k + (long)m * n < (long)n * k;

    public override int Phases => 2;

    public override long Workspace => (long)_k * _panels.Sum(panel => panel.Padded);

    public override int Scratch => RowsOfTask * _m;

    public override int Tasks(int phase) => phase == 0 ? _panels.Length * _packs : _blocks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            PackPiece(task % _panels.Length, task / _panels.Length, in arguments);
            return;
        }
        int begin = (int)((long)_n * task / _blocks), end = (int)((long)_n * (task + 1) / _blocks);
        int cuts = Math.Max((_k + LongestBlock - 1) / LongestBlock, 1);
        for (int i = 0; i < cuts; i++)
            Multiply(begin, end, (int)((long)_k * i / cuts), (int)((long)_k * (i + 1) / cuts), in arguments);
        Pack.Turn(arguments.Scratch, _m, _m, end - begin, arguments.Outputs[0] + begin, _n);
    }

    private void PackPiece(int index, int piece, in KernelArguments arguments)
    {
        Panel panel = _panels[index];
        int from = piece * PackedSteps, count = Math.Min(PackedSteps, _k - from);
        float* source = arguments.Inputs[0] + (nint)panel.Start * _k + from;
        Pack.Transposed(source, _k, count, panel.Width, PackedPanel(index, from, in arguments), panel.Padded);
    }

    private float* PackedPanel(int index, int step, in KernelArguments arguments)
    {
        float* panel = arguments.Workspace;
        for (int i = 0; i < index; i++)
            panel += (nint)_k * _panels[i].Padded;
        return panel + (nint)step * _panels[index].Padded;
    }

    // Rows [begin, end) of Cᵀ, steps [from, to) of their sums, into the scratch.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int begin, int end, int from, int to, in KernelArguments arguments)
    {
        float** rows = stackalloc float*[TileSet.Highest];
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = 0;
        Tile tile = default;
        tile.Rows = rows;
        tile.C = targets;
        tile.Segments = &origin;
        tile.SegmentCount = 1;
        tile.SegmentLength = to - from;
        tile.Accumulate = from > 0;

        int highest = _tiles.HighestRows(_panels[0]);
        for (int row = begin, height; row < end; row += height)
        {
            height = TileSet.NextHeight(end - row, highest);
            for (int r = 0; r < height; r++)
                rows[r] = arguments.Inputs[1] + (nint)(row + r) * _k + from;
            // The rows after these come into the second-level cache while all panels pass: each panel calls its share.
            float* following = to - from == _k && row + height < _n ? rows[0] + (nint)height * _k : null;
            tile.AheadStep = Math.Max(height / _panels.Length, 1);
            for (int i = 0; i < _panels.Length; i++)
            {
                tile.Ahead = following != null ? following + (nint)height * (to - from) * i / _panels.Length : null;
                Panel panel = _panels[i];
                for (int r = 0; r < height; r++)
                    targets[r] = arguments.Scratch + (nint)(row - begin + r) * _m + panel.Start;
                tile.B = PackedPanel(i, from, in arguments);
                tile.StrideB = panel.Padded;
                tile.Width = panel.Width;
                _tiles.Rows(panel, height)(&tile);
            }
        }
    }
}
