using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary><c>C[m, n] = activation(op(A) · op(B) + bias[n])</c>, where op may transpose; all row-major and dense.</summary>
/// <remarks>
/// <para><b>Tasks.</b> C is cut into panels of columns (64 at 512 bits) and blocks of rows; a task computes one block of one panel.
/// Rows are cut so that about sixteen tasks come out, unless they would take less than a microsecond or two.</para>
/// <para><b>A</b> is read where it lies: its rows through pointers or, transposed, its columns by broadcast. Only rows of Aᵀ that lie a
/// multiple of 4 KiB apart are copied first.</para>
/// <para><b>B</b> is read where it lies if row-major. A panel that does not fill its registers, and each panel of Bᵀ, is packed:
/// by the task into its scratch, or, when several blocks of rows share the panel, once before all of them into the workspace.
/// So is B if its rows lie a multiple of 4 KiB apart (1024³ gains a tenth).</para>
/// <para><b>Bᵀ far larger than A</b> is the task of <see cref="ProductByTransposeKernel"/>, a single row that of <see cref="VectorMatrixKernel"/>.</para>
/// <para><b>Cache.</b> k is cut at 1024: a panel of B then takes 256 KiB and stays in L2 while the tiles go down the rows; A and C
/// pass by. The rows need no blocking. While a panel of weights is multiplied, the tiles call the next one from memory line by line.</para>
/// <para><b>Order of sums.</b> k in order, cut at the blocks. If C is so small that it gives too few tasks and k is long (the gradient
/// of a weight over a large batch), k is cut into slices whose sums go to the workspace and are added in order.</para>
/// <para><b>A large weight under a small batch</b> is cut along k as well: so a thread reads the rows of the weight whose gradient it computes and which it
/// updates. Cut by columns, half of the weight went from one core's cache to another's at each step, and back.</para>
/// </remarks>
internal sealed unsafe class MatMulKernel : Kernel
{
    private const int LongestBlock = 1024;
    private const int PartsOfWeight = 4;
    private const int FewestRows = 16;
    private const int WantedTasks = 16;
    private const int SmallestTask = 1 << 16;
    private const int SumLength = 1 << 13;
    private const int FewColumns = 64;
    private const int ManyRows = 64;
    private const int CopiedRows = 32;
    private const int PackedRows = 64;
    private const int RowsToCutAgain = 512;
    private const int Gap = 16;

    private readonly int _m, _n, _k;
    private readonly bool _transposeX, _transposeY, _bias;
    private readonly FusedActivation _activation;
    private readonly TileSet _tiles;
    private readonly Panel[] _panels;
    private readonly int _rowBlocks;
    private readonly bool _rowsFirst;
    private readonly int _slices;
    private readonly bool _packFirst;
    private readonly bool _copiesX;
    private readonly int[] _toPack;
    private readonly long[] _packed;
    private readonly long _packedLength;

    private MatMulKernel(int m, int n, int k, bool transposeX, bool transposeY, bool bias, FusedActivation activation, SimdWidth width)
    {
        (_m, _n, _k, _transposeX, _transposeY, _bias, _activation) = (m, n, k, transposeX, transposeY, bias, activation);
        _tiles = TileSet.For(width);
        _panels = _tiles.Cut(n);

        long work = (long)m * n * Math.Max(k, 1);
        int affordable = (int)Math.Clamp(work / SmallestTask, 1, WantedTasks);
        int highest = Highest(_panels[0]);
        _rowsFirst = m > n || transposeX;
        bool isCutAlongSums = affordable == WantedTasks && !transposeX && !transposeY && IsWeightUnderFewRows(m, n, k);
        int parts = isCutAlongSums ? PartsOfWeight : 1;
        _rowBlocks = Math.Clamp(affordable / (_panels.Length * parts), 1, (m + highest - 1) / highest);
        // A thread with a panel more, or a narrower one, would have the others wait.
        bool isUneven = _panels.Length * _rowBlocks % 2 != 0 || _panels[^1].Width < _panels[0].Width;
        if (isUneven && m >= RowsToCutAgain)
            _rowBlocks *= 2;
        _slices = Math.Max(parts, Math.Clamp(affordable / (_panels.Length * _rowBlocks), 1, Math.Max(k / LongestBlock, 1)));

        _toPack = _rowBlocks > 1 ? [.. Enumerable.Range(0, _panels.Length).Where(i => NeedsPacking(_panels[i]))] : [];
        _packFirst = _toPack.Length > 0;
        _packed = new long[_panels.Length];
        foreach (int i in _toPack)
        {
            _packed[i] = _packedLength;
            _packedLength += (long)k * _panels[i].Padded;
        }
        _copiesX = transposeX && IsAliasing(m) && n >= FewColumns;
    }

    /// <summary>Makes the kernel. Inputs: A, B and, if there is one, the bias. Output: C.</summary>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Products in each sum; may be 0.</param>
    /// <param name="transposeX">A lies there as [k, m].</param>
    /// <param name="transposeY">B lies there as [n, k].</param>
    /// <param name="bias">Whether a third input, [n], is added to each row.</param>
    /// <param name="activation">Applied last.</param>
    /// <param name="width">Registers to use; the machine's widest unless told otherwise.</param>
    public static Kernel Create(
        int m, int n, int k, bool transposeX = false, bool transposeY = false, bool bias = false,
        FusedActivation activation = FusedActivation.None, SimdWidth? width = null)
    {
        if (m == 1 && !transposeY && VectorMatrixKernel.Takes(n))
            return VectorMatrixKernel.Create(n, k, bias, activation, width ?? Simd.Best);
        bool isBare = !transposeX && !bias && activation == FusedActivation.None;
        return isBare && transposeY && ProductByTransposeKernel.IsCheaper(m, n, k)
            ? new ProductByTransposeKernel(m, n, k, width ?? Simd.Best)
            : new MatMulKernel(m, n, k, transposeX, transposeY, bias, activation, width ?? Simd.Best);
    }

    public override int Phases => 1 + (Prepares ? 1 : 0) + (_slices > 1 ? 1 : 0);

    public override long Workspace => _packedLength + CopyLength + (_slices > 1 ? (long)_slices * _m * _n : 0);

    private int RowsOfSum => Math.Max(Math.Min(SumLength / _n, (_m + 1) / 2), 1);

    private bool Prepares => _packFirst || _copiesX;

    // From one row of A to the next.
    private nint StrideX => _copiesX ? _m + Gap : _m;

    private long CopyLength => _copiesX ? _k * (long)StrideX : 0;

    private int PackedPieces => (_k + PackedRows - 1) / PackedRows;

    private int CopyTasks => _copiesX ? (_k + CopiedRows - 1) / CopiedRows : 0;

    public override int Scratch =>
        _packFirst ? 0 : _panels.Where(NeedsPacking).Select(p => p.Padded * Math.Min(_k, LongestBlock)).DefaultIfEmpty().Max();

    // Of A floats are broadcast one by one.
    public override bool ReadsWithin(int input) => input == 0;

    public override int Tasks(int phase) => StepOf(phase) switch
    {
        Step.Prepare => CopyTasks + (_toPack.Length * PackedPieces),
        Step.Multiply => _panels.Length * _rowBlocks * _slices,
        _ => (_m + RowsOfSum - 1) / RowsOfSum,
    };

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        switch (StepOf(phase))
        {
            case Step.Prepare when task < CopyTasks:
                CopyX(task * CopiedRows, in arguments);
                break;
            case Step.Prepare:
                (int panel, int piece) = Math.DivRem(task - CopyTasks, PackedPieces);
                PackPiece(_toPack[panel], piece * PackedRows, in arguments);
                break;
            case Step.Multiply:
                (int slice, int within) = Math.DivRem(task, _rowBlocks * _panels.Length);
                // Neighbouring tasks share what is larger, a thread has it to itself: rows of A, or else a panel of B. Of a weight's gradient it has
                // the rows that it is going to update.
                if (_rowsFirst)
                    Multiply(within % _panels.Length, within / _panels.Length, slice, in arguments);
                else
                    Multiply(within / _rowBlocks, within % _rowBlocks, slice, in arguments);
                break;
            default:
                AddSlices(task, in arguments);
                break;
        }
    }

    private Step StepOf(int phase) => (Prepares ? phase : phase + 1) switch
    {
        0 => Step.Prepare,
        1 => Step.Multiply,
        _ => Step.Add,
    };

    // The batch of a training step, as a single sample has a kernel of its own; and such that the partial sums are few.
    private static bool IsWeightUnderFewRows(int m, int n, int k) => m >= FewestRows && k >= 16 * m && k > n;

    // Rows that lie a multiple of 4 KiB apart share a few sets of the caches and drive each other out.
    private static bool IsAliasing(int columns) => columns % 1024 == 0;

    private bool NeedsPacking(Panel panel) => _transposeY || panel.IsRagged || (IsAliasing(_n) && _m >= 64);

    private int Highest(in Panel panel) => _transposeX ? _tiles.HighestColumns(panel) : _tiles.HighestRows(panel);

    private void CopyX(int row, in KernelArguments arguments)
    {
        float* target = arguments.Workspace + _packedLength;
        for (int end = Math.Min(row + CopiedRows, _k); row < end; row++)
            new ReadOnlySpan<float>(arguments.Inputs[0] + (nint)row * _m, _m).CopyTo(new Span<float>(target + row * StrideX, _m));
    }

    private void PackPiece(int panel, int from, in KernelArguments arguments)
    {
        float* target = arguments.Workspace + _packed[panel] + (nint)from * _panels[panel].Padded;
        PackPanel(_panels[panel], arguments.Inputs[1], from, Math.Min(PackedRows, _k - from), target);
    }

    private void PackPanel(in Panel panel, float* y, int from, int count, float* target)
    {
        if (_transposeY)
            Pack.Transposed(y + (nint)panel.Start * _k + from, _k, count, panel.Width, target, panel.Padded);
        else
            Pack.Rows(y + (nint)from * _n + panel.Start, _n, count, panel.Width, target, panel.Padded);
    }

    private void Multiply(int panelIndex, int block, int slice, in KernelArguments arguments)
    {
        Panel panel = _panels[panelIndex];
        int begin = (int)((long)_k * slice / _slices), end = (int)((long)_k * (slice + 1) / _slices);
        int steps = end - begin, blocks = Math.Max((steps + LongestBlock - 1) / LongestBlock, 1);
        bool last = _slices == 1;
        float* c = last ? arguments.Outputs[0] : arguments.Workspace + _packedLength + CopyLength + (long)slice * _m * _n;

        Tile tile = default;
        tile.Width = panel.Width;
        tile.SegmentCount = 1;
        for (int i = 0; i < blocks; i++)
        {
            int from = begin + (int)((long)steps * i / blocks), to = begin + (int)((long)steps * (i + 1) / blocks);
            tile.SegmentLength = to - from;
            tile.Accumulate = i > 0;
            tile.Bias = _bias && last && i == 0 ? arguments.Inputs[2] + panel.Start : null;
            tile.Activation = last && i == blocks - 1 ? _activation : FusedActivation.None;
            SetPanel(&tile, panelIndex, from, to - from, in arguments);
            MultiplyRows(&tile, panel, block, _copiesX ? arguments.Workspace + _packedLength : arguments.Inputs[0], from, c + panel.Start);
        }
    }

    // Points the tile at rows [from, from + count) of the panel of B: in place, in the workspace, or packed now into the scratch.
    private void SetPanel(Tile* tile, int index, int from, int count, in KernelArguments arguments)
    {
        Panel panel = _panels[index];
        if (!NeedsPacking(panel))
        {
            tile->B = arguments.Inputs[1] + (nint)from * _n + panel.Start;
            tile->StrideB = _n;
            if (_m / _rowBlocks >= ManyRows)
                CallAhead(tile, index, from, count);
            return;
        }
        tile->StrideB = panel.Padded;
        tile->B = _packFirst ? arguments.Workspace + _packed[index] + (nint)from * panel.Padded : arguments.Scratch;
        if (!_packFirst)
            PackPanel(panel, arguments.Inputs[1], from, count, arguments.Scratch);
    }

    // The panel of B, or the block of it, that is read after this one comes into the second-level cache meanwhile: each tile calls one line of each of
    // its rows. The hardware does not foresee it, as the next row lies in another page.
    private void CallAhead(Tile* tile, int index, int from, int count)
    {
        if (_transposeX || !_tiles.CallsAhead(_panels[index]))
        {
            Pack.Prefetch(tile->B, _n, count, _panels[index].Width);
            return;
        }
        bool isLast = from + count == _k;
        tile->AheadStep = _n;
        tile->Ahead = !isLast ? tile->B + (nint)count * _n
            : index + 1 < _panels.Length ? tile->B - (nint)from * _n + _panels[index].Width : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyRows(Tile* tile, in Panel panel, int block, float* x, int from, float* c)
    {
        float** rows = stackalloc float*[TileSet.Highest];
        float** targets = stackalloc float*[TileSet.Highest];
        nint origin = 0;
        tile->Rows = rows;
        tile->C = targets;
        tile->Segments = &origin;
        tile->SegmentsOfB = &origin;
        tile->ColumnStride = StrideX;

        int line = 0, lines = panel.Width / Pack.FloatsOfLine;
        int end = (int)((long)_m * (block + 1) / _rowBlocks), highest = Highest(panel);
        for (int i = (int)((long)_m * block / _rowBlocks), height; i < end; i += height)
        {
            height = TileSet.NextHeight(end - i, highest);
            for (int r = 0; r < height; r++)
                targets[r] = c + (nint)(i + r) * _n;
            if (_transposeX)
            {
                tile->Columns = x + from * StrideX + i;
                _tiles.Columns(panel, height)(tile);
                continue;
            }
            for (int r = 0; r < height; r++)
                rows[r] = x + (nint)(i + r) * _k + from;
            _tiles.Rows(panel, height)(tile);
            if (tile->Ahead != null && ++line < lines)
                tile->Ahead += Pack.FloatsOfLine;
            else
                tile->Ahead = null;
        }
    }

    private void AddSlices(int task, in KernelArguments arguments)
    {
        int first = task * RowsOfSum, end = Math.Min(first + RowsOfSum, _m);
        nint from = (nint)first * _n, count = (nint)(end - first) * _n;
        float* c = arguments.Outputs[0] + from;
        Slices.Add(arguments.Workspace + _packedLength + CopyLength + from, (nint)_m * _n, _slices, c, count);
        for (int row = first; row < end && _bias; row++, c += _n)
        {
            var sums = new Span<float>(c, _n);
            TensorPrimitives.Add(sums, new ReadOnlySpan<float>(arguments.Inputs[2], _n), sums);
        }
        var all = new Span<float>(arguments.Outputs[0] + from, (int)count);
        if (_activation == FusedActivation.Relu)
            TensorPrimitives.Max(all, 0f, all);
    }

    private enum Step
    {
        Prepare,
        Multiply,
        Add,
    }
}
