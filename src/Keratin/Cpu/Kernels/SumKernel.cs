using System.Runtime.Intrinsics;

namespace Keratin.Cpu.Kernels;

/// <summary>Sum along the middle of three axes: <c>y[a, b] = Σ_r x[a, r, b]</c>. Sums over rows, columns and images all have this form.</summary>
internal static class SumKernel
{
    public static Kernel Create(int a, int r, int b, SimdWidth? width = null) => (width ?? Simd.Best) switch
    {
        SimdWidth.Bits512 => new SumKernel<Lanes512, Vector512<float>>(a, r, b),
        SimdWidth.Bits256 => new SumKernel<Lanes256, Vector256<float>>(a, r, b),
        _ => new SumKernel<Lanes128, Vector128<float>>(a, r, b),
    };
}

/// <inheritdoc cref="SumKernel"/>
/// <remarks>
/// <para><b>Order.</b> The r axis is cut into chunks of about 4096 floats. A chunk is added up by rows of several b side by side, so that short b
/// (6 channels) still fill registers; those partial rows are folded, and in a second phase the chunks are added in order.</para>
/// <para>Chunks keep the rounding error of long sums near that of pairwise summation, and give the threads something to share.</para>
/// </remarks>
internal sealed unsafe class SumKernel<TLanes, TVector> : Kernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int ChunkElements = 4096;
    private const int RowElements = 128;

    // Fewer rows to a chunk would leave the second phase as much to add as the first.
    private const int MinChunkRows = 64;

    // Fewer than any register has lanes.
    private const int LongestShortSum = 3;

    private readonly int _a, _r, _b;
    private readonly int _group;
    private readonly int _chunkRows;
    private readonly int _chunks;
    private readonly int _perTask;
    private readonly bool _isShort;

    public SumKernel(int a, int r, int b)
    {
        (_a, _r, _b) = (a, r, b);
        _group = Math.Clamp(RowElements / Math.Max(b, 1), 1, Math.Max(r, 1));
        int rows = Math.Max(MinChunkRows, ChunkElements / Math.Max(b, 1));
        _chunkRows = (rows + _group - 1) / _group * _group;
        _chunks = Math.Max(1, (r + _chunkRows - 1) / _chunkRows);
        _isShort = b == 1 && r <= LongestShortSum;
        // Short sums share a task: ten numbers are not worth the way to the task counter.
        _perTask = _chunks > 1 ? 1 : (int)Math.Max(1, ChunkElements / Math.Max(1, (long)r * b));
    }

    public override int Phases => _chunks > 1 ? 2 : 1;

    public override long Workspace => _chunks > 1 ? (long)_a * _chunks * _b : 0;

    public override int Scratch => _group * _b;

    public override int Tasks(int phase) => phase == 0 ? ((_a * _chunks) + _perTask - 1) / _perTask : 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
        {
            int end = Math.Min(_a * _chunks, (task + 1) * _perTask);
            if (_isShort)
                AddShort(arguments.Inputs[0], arguments.Outputs[0], task * _perTask, end);
            for (int part = task * _perTask; part < end && !_isShort; part++)
                AddChunk(part, arguments);
            return;
        }
        for (long a = 0; a < _a; a++)
        {
            float* y = arguments.Outputs[0] + (a * _b);
            float* chunks = arguments.Workspace + (a * _chunks * _b);
            new ReadOnlySpan<float>(chunks, _b).CopyTo(new Span<float>(y, _b));
            for (int chunk = 1; chunk < _chunks; chunk++)
                ColumnSums<TLanes, TVector>.Add(chunks + ((long)chunk * _b), y, _b);
        }
    }

    // Two or three numbers each, in the order in which a row of them is added up.
    private void AddShort(float* x, float* y, int first, int end)
    {
        x += (long)first * _r;
        for (int a = first; a < end; a++, x += _r)
        {
            float sum = 0;
            for (int i = 0; i < _r; i++)
                sum += x[i];
            y[a] = sum;
        }
    }

    private void AddChunk(int part, in KernelArguments arguments)
    {
        int chunk = part % _chunks, first = chunk * _chunkRows;
        long a = part / _chunks;
        float* x = arguments.Inputs[0] + (((a * _r) + first) * _b);
        float* y = _chunks > 1 ? arguments.Workspace + ((long)part * _b) : arguments.Outputs[0] + (a * _b);
        AddRows(x, Math.Min(_chunkRows, _r - first), y, arguments.Scratch);
    }

    // Adds whole groups of rows as one long row, then what is left, then folds the long row into one of length b.
    private void AddRows(float* x, int rows, float* y, float* sum)
    {
        int wide = _group * _b;
        new Span<float>(sum, wide).Clear();
        int r = 0;
        for (; r + _group <= rows; r += _group)
            ColumnSums<TLanes, TVector>.Add(x + ((long)r * _b), sum, wide);
        ColumnSums<TLanes, TVector>.Add(x + ((long)r * _b), sum, (rows - r) * _b);
        if (_b == 1)
        {
            *y = SumOf(sum, wide);
            return;
        }
        new ReadOnlySpan<float>(sum, _b).CopyTo(new Span<float>(y, _b));
        for (int g = 1; g < _group; g++)
            ColumnSums<TLanes, TVector>.Add(sum + (g * _b), y, _b);
    }

    private static float SumOf(float* x, int n)
    {
        TVector sum = TLanes.Zero;
        int i = 0;
        for (; i + TLanes.Count <= n; i += TLanes.Count)
            sum = TLanes.Add(sum, TLanes.Load(x + i));
        float total = TLanes.Sum(sum);
        for (; i < n; i++)
            total += x[i];
        return total;
    }
}
