namespace Keratin.Cpu.Kernels;

/// <summary>Two numbers for each column of a matrix, from chunks of its rows: the frame of <see cref="MomentsKernel{TLanes, TVector}"/> and
/// <see cref="NormalizationSumsKernel{TLanes, TVector}"/>.</summary>
/// <remarks>
/// A chunk of about 16,384 floats is a task: it stays in the cache if it is read twice, and chunks keep the rounding error of long sums small.
/// Its two rows of results go to the workspace; one last task puts the chunks together in their order.
/// </remarks>
internal abstract unsafe class ColumnKernel : Kernel
{
    private const int ChunkElements = 16 * 1024;
    private const int LongRow = 256;

    // Fewer rows to a chunk would leave the second phase as much to add as the first.
    private const int MinChunkRows = 64;

    private readonly int _chunkRows;

    protected ColumnKernel(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Together = Math.Clamp(LongRow / Math.Max(columns, 1), 1, Math.Max(rows, 1));
        int wanted = Math.Max(MinChunkRows, ChunkElements / Math.Max(columns, 1));
        _chunkRows = (wanted + Together - 1) / Together * Together;
        Chunks = Math.Max(1, (rows + _chunkRows - 1) / _chunkRows);
    }

    public override int Phases => 2;

    public override long Workspace => 2L * Chunks * Columns;

    protected int Rows { get; }

    protected int Columns { get; }

    /// <summary>Rows that are taken as one.</summary>
    protected int Together { get; }

    /// <summary>Floats of so many rows.</summary>
    protected int Length => Together * Columns;

    protected int Chunks { get; }

    public override int Tasks(int phase) => phase == 0 ? Chunks : 1;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 1)
        {
            Combine(arguments.Workspace, arguments.Outputs[0], arguments.Outputs[1]);
            return;
        }
        float* results = arguments.Workspace + (2L * task * Columns);
        RunChunk(task * (long)_chunkRows * Columns, RowsOf(task), results, results + Columns, in arguments);
    }

    protected int RowsOf(int chunk) => Math.Min(_chunkRows, Rows - (chunk * _chunkRows));

    /// <summary>The two results of the rows that begin at <paramref name="offset"/>.</summary>
    protected abstract void RunChunk(long offset, int rows, float* first, float* second, in KernelArguments arguments);

    /// <summary>Those of all chunks from those of each, which lie one behind the other.</summary>
    protected abstract void Combine(float* chunks, float* first, float* second);

    /// <summary>A row over and over, as long as <see cref="Length"/>.</summary>
    protected void Repeat(float* row, float* repeated)
    {
        for (int i = 0; i < Together; i++, repeated += Columns)
            new ReadOnlySpan<float>(row, Columns).CopyTo(new Span<float>(repeated, Columns));
    }
}
