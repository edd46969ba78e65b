using System.Runtime.CompilerServices;

namespace Keratin.Cpu.Kernels;

/// <summary>Sums of the rows of each segment: <c>y[segment[i]] += x[i]</c>. Rows whose segment is none are left out.</summary>
/// <remarks>
/// Rows are cut into chunks that add into memory of their own, which is then added up in order: the threads have something to share, and
/// rounding errors grow with the length of a chunk only. A chunk has more rows than there are segments, so adding up costs less than it saves.
/// </remarks>
internal sealed unsafe class SegmentSumKernel : Kernel
{
    private const int ChunkElements = 8192;

    private readonly int _rows, _width, _segments, _chunkRows, _chunks;

    public SegmentSumKernel(int rows, int width, int segments)
    {
        (_rows, _width, _segments) = (rows, width, segments);
        _chunkRows = Math.Max(ChunkElements / Math.Max(width, 1), segments);
        _chunks = Math.Max(1, (rows + _chunkRows - 1) / _chunkRows);
    }

    private int Length => _segments * _width;

    public override int Phases => _chunks > 1 ? 2 : 1;

    public override long Workspace => _chunks > 1 ? (long)_chunks * Length : 0;

    public override int Tasks(int phase) => phase == 0 ? _chunks : (Length + ChunkElements - 1) / ChunkElements;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        if (phase == 0)
            AddChunk(task, arguments.Inputs[0], arguments.Inputs[1], _chunks > 1 ? arguments.Workspace + ((long)task * Length) : arguments.Outputs[0]);
        else
            AddUp(task * ChunkElements, Math.Min(Length, (task + 1) * ChunkElements), arguments.Workspace, arguments.Outputs[0]);
    }

    private void AddChunk(int chunk, float* x, float* segments, float* y)
    {
        new Span<float>(y, Length).Clear();
        int first = chunk * _chunkRows, count = Math.Min(_chunkRows, _rows - first);
        if (_width == 1)
            AddNumbers(x + first, segments + first, count, y, _segments);
        else
            AddRows(x + ((long)first * _width), segments + first, count, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNumbers(float* x, float* segments, int count, float* y, float end)
    {
        for (int i = 0; i < count; i++)
        {
            float segment = segments[i];
            if (segment >= 0 && segment < end)
                y[(int)segment] += x[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRows(float* x, float* segments, int count, float* y)
    {
        for (int row = 0; row < count; row++, x += _width)
        {
            if (!(segments[row] >= 0 && segments[row] < _segments))
                continue;
            float* to = y + ((long)(int)segments[row] * _width);
            for (int i = 0; i < _width; i++)
                to[i] += x[i];
        }
    }

    private void AddUp(int first, int end, float* chunks, float* y)
    {
        for (int i = first; i < end; i++)
        {
            float sum = 0;
            for (int chunk = 0; chunk < _chunks; chunk++)
                sum += chunks[((long)chunk * Length) + i];
            y[i] = sum;
        }
    }
}
