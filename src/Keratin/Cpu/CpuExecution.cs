using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>An arena, and for each step the addresses of what it reads and writes.</summary>
internal sealed unsafe class CpuExecution : IExecution
{
    private const int AlignmentFloats = 16;

    private readonly CpuPlan _plan;
    private readonly ThreadTeam _team;
    private readonly float[] _memory;
    private readonly float* _arena;

    // For each step its inputs, then its outputs; pinned because kernels get pointers into it.
    private readonly nint[] _addresses;
    private readonly Step[] _steps;

    // For each input where its address stands, if the caller's memory may be read in its place.
    private readonly int[]?[] _lent;
    private readonly FillKernel _fill;
    private readonly CopyKernel _copy = new();

    public CpuExecution(CpuPlan plan)
    {
        _plan = plan;
        _team = CpuBackend.Team;
        _fill = new FillKernel(this);
        long length = plan.Length + plan.Workspace + (plan.Scratch * _team.Threads) + AlignmentFloats;
        if (length > Array.MaxLength)
            throw new InsufficientMemoryException(
                $"A step of this model needs {length * sizeof(float) / 1e9:F1} GB of memory in one piece; at most {Array.MaxLength / 1e9 * sizeof(float):F1} GB can be had. Use a smaller batch.");
        _memory = GC.AllocateArray<float>((int)length, pinned: true);
        float* start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _arena = (float*)(((nuint)start + 63) / 64 * 64);

        _steps = new Step[plan.Steps.Count];
        int count = 0;
        for (int s = 0; s < _steps.Length; s++)
        {
            PlanStep step = plan.Steps[s];
            _steps[s] = new Step(step.Kernel, count, count + step.Inputs.Length, IsWorkForOne(step.Kernel));
            count += step.Inputs.Length + step.Outputs.Length;
        }
        _addresses = GC.AllocateArray<nint>(count, pinned: true);
        for (int s = 0; s < _steps.Length; s++)
        {
            Locate(plan.Steps[s].Inputs, _steps[s].Inputs);
            Locate(plan.Steps[s].Outputs, _steps[s].Outputs);
        }
        _lent = [.. plan.Inputs.Select(Readers)];
        foreach (PlanBuffer constant in plan.Constants)
            constant.Constant.CopyTo(new Span<float>(AddressOf(constant), (int)constant.Length));
    }

    /// <summary>Who works on it.</summary>
    public ThreadTeam Team => _team;

    public Span<float> Input(int index) => SpanOf(_plan.Inputs[index]);

    public ReadOnlySpan<float> Output(int index) => SpanOf(_plan.Outputs[index]);

    public void Fill(IFilling filling, int rows)
    {
        _fill.Set(filling, rows);
        _team.Run(_fill, null, null, null, null, 0, Stopwatch.GetTimestamp());
        _fill.Set(null, 0);
    }

    public void Copy(ReadOnlySpan<float> numbers, int input)
    {
        Span<float> target = Input(input)[..numbers.Length];
        fixed (float* from = numbers, to = target)
        {
            float* source = from, destination = to;
            _copy.Set(numbers.Length);
            _team.Run(_copy, &source, &destination, null, null, 0, Stopwatch.GetTimestamp());
        }
    }

    public void Run(ReadOnlySpan<float> numbers, int input)
    {
        if (_lent[input] is not { } readers || numbers.Length != _plan.Inputs[input].Length)
        {
            Copy(numbers, input);
            Run();
            return;
        }
        fixed (float* lent = numbers)
        {
            Point(readers, lent);
            try
            {
                Run();
            }
            finally
            {
                Point(readers, AddressOf(_plan.Inputs[input]));
            }
        }
    }

    public void Run()
    {
        long begin = Stopwatch.GetTimestamp();
        for (int s = 0; s < _steps.Length; s++)
            Run(s, begin);
    }

    /// <summary>Runs one step by itself: for measuring.</summary>
    internal void Run(int step) => Run(step, begin: 0);

    private void Run(int index, long begin)
    {
        ref readonly Step step = ref _steps[index];
        float* workspace = _arena + _plan.Length, scratch = workspace + _plan.Workspace;
        float** table = (float**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses));
        if (!step.IsWorkForOne)
        {
            _team.Run(step.Kernel, table + step.Inputs, table + step.Outputs, workspace, scratch, _plan.Scratch, begin);
            return;
        }
        var arguments = new KernelArguments(table + step.Inputs, table + step.Outputs, workspace, scratch);
        for (int phase = 0; phase < step.Kernel.Phases; phase++)
        {
            if (step.Kernel.Tasks(phase) > 0)
                step.Kernel.Run(phase, 0, in arguments);
        }
    }

    public void Dispose() => _plan.Return(this);

    private void Point(int[] readers, float* address)
    {
        foreach (int reader in readers)
            _addresses[reader] = (nint)address;
    }

    // Where the address of an input stands; null where a kernel would read beyond its end.
    private int[]? Readers(PlanBuffer input)
    {
        var readers = new List<int>();
        for (int s = 0; s < _steps.Length; s++)
        {
            for (int i = 0; i < _plan.Steps[s].Inputs.Length; i++)
            {
                if (!ReferenceEquals(_plan.Steps[s].Inputs[i].Root, input.Root))
                    continue;
                if (!_steps[s].Kernel.ReadsWithin(i))
                    return null;
                readers.Add(_steps[s].Inputs + i);
            }
        }
        return [.. readers];
    }

    private void Locate(PlanBuffer[] buffers, int first)
    {
        for (int i = 0; i < buffers.Length; i++)
            _addresses[first + i] = (nint)AddressOf(buffers[i]);
    }

    private Span<float> SpanOf(PlanBuffer buffer) => new(AddressOf(buffer), checked((int)buffer.Length));

    private float* AddressOf(PlanBuffer buffer) => buffer.Root.Variable is { } variable
        ? (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(variable.Span))
        : _arena + buffer.Root.Offset;

    // The team need not be asked for what cannot be shared.
    private static bool IsWorkForOne(Kernel kernel)
    {
        for (int phase = 0; phase < kernel.Phases; phase++)
        {
            if (kernel.Tasks(phase) > 1)
                return false;
        }
        return true;
    }

    // Inputs and Outputs say where the addresses begin.
    private readonly record struct Step(Kernel Kernel, int Inputs, int Outputs, bool IsWorkForOne);
}
