namespace Keratin.Cpu.Kernels;

/// <summary>Runs a kernel for each entry of a batch: entry b of an operand begins <c>b · its length</c> behind the first.</summary>
/// <remarks>Entries whose kernel has a single task may be small and share one of this kernel's, others keep their own tasks.</remarks>
internal sealed unsafe class BatchedKernel : Kernel
{
    private const int Alignment = 16;

    private readonly Kernel _one;
    private readonly int _batch, _perTask;
    private readonly long[] _inputs;
    private readonly long _output, _workspace;

    /// <summary>Makes it.</summary>
    /// <param name="one">The kernel for one entry; it has one output.</param>
    /// <param name="batch">How many entries.</param>
    /// <param name="inputs">Floats of one entry of each input.</param>
    /// <param name="output">Floats of one entry of the output.</param>
    /// <param name="perTask">How many entries share a task if each is a single one.</param>
    public BatchedKernel(Kernel one, int batch, IReadOnlyList<long> inputs, long output, int perTask)
    {
        (_one, _batch, _inputs, _output) = (one, batch, [.. inputs], output);
        _workspace = (one.Workspace + Alignment - 1) / Alignment * Alignment;
        bool isSingle = Enumerable.Range(0, one.Phases).All(phase => one.Tasks(phase) == 1);
        _perTask = isSingle ? Math.Max(1, perTask) : 1;
    }

    public override int Phases => _one.Phases;

    public override long Workspace => checked(_batch * _workspace);

    public override int Scratch => _one.Scratch;

    public override int Tasks(int phase) => checked((_batch + _perTask - 1) / _perTask * _one.Tasks(phase));

    public override void Run(int phase, int task, in KernelArguments arguments)
    {
        var (group, part) = Math.DivRem(task, _one.Tasks(phase));
        float** inputs = stackalloc float*[_inputs.Length];
        float** outputs = stackalloc float*[1];
        for (int entry = group * _perTask; entry < Math.Min(_batch, (group + 1) * _perTask); entry++)
        {
            for (int i = 0; i < _inputs.Length; i++)
                inputs[i] = arguments.Inputs[i] + (entry * _inputs[i]);
            outputs[0] = arguments.Outputs[0] + (entry * _output);
            _one.Run(phase, part, new KernelArguments(inputs, outputs, arguments.Workspace + (entry * _workspace), arguments.Scratch));
        }
    }
}
