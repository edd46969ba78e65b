namespace Keratin.Cpu.Kernels;

/// <summary>Adds rows to the places their indices name, see <see cref="TakeGradientOp"/>: <c>y[o, indices[j]] += g[o, j]</c>, rows of <c>inner</c> numbers.</summary>
/// <remarks>
/// Each task owns some places and goes through all indices in their order: so each sum has one order, whatever the number of threads, and
/// no two tasks write the same row.
/// </remarks>
internal sealed unsafe class TakeGradientKernel : Kernel
{
    private const int TaskElements = 16384;

    // Each task reads all indices once more.
    private const int MostTasks = 32;

    private readonly int _outer, _length, _inner, _count, _tasks;

    public TakeGradientKernel(int outer, int length, int inner, int count)
    {
        (_outer, _length, _inner, _count) = (outer, length, inner, count);
        _tasks = (int)Math.Clamp((long)outer * length * inner / TaskElements, 1, Math.Clamp(length, 1, MostTasks));
    }

    public override int Tasks(int phase) => _tasks;

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        int first = (int)((long)_length * task / _tasks), end = (int)((long)_length * (task + 1) / _tasks);
        for (long o = 0; o < _outer; o++)
        {
            float* y = arguments.Outputs[0] + (o * _length * _inner), g = arguments.Inputs[0] + (o * _count * _inner);
            for (int place = first; place < end; place++)
                Row(y, place).Clear();
            for (int j = 0; j < _count; j++)
            {
                int place = IndexOf.Place(arguments.Inputs[1][j], _length);
                if (place >= first && place < end)
                    TensorPrimitives.Add(Row(y, place), Row(g, j), Row(y, place));
            }
        }
    }

    private Span<float> Row(float* x, int row) => new(x + ((long)row * _inner), _inner);
}
