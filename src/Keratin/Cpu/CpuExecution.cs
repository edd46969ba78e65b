using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>An arena, and for each step the addresses of what it reads and writes.</summary>
internal sealed unsafe class CpuExecution : IExecution
{
    /// <summary>What memory is longer than its numbers, for them to begin at a cache line.</summary>
    public const int AlignmentFloats = 16;

    private readonly CpuPlan _plan;
    private readonly ThreadTeam _team;
    private readonly float[] _memory;
    private readonly float* _arena;
    private readonly Step[] _steps;

    // The batch that is computed, and once a next one is known in advance the place where that is prepared.
    private InputSide _side;
    private InputSide? _other;

    // For each input where its address stands, if the caller's memory may be read in its place.
    private readonly int[]?[] _lent;
    private readonly CopyKernel _copy = new();

    public CpuExecution(CpuPlan plan)
    {
        _plan = plan;
        _team = CpuBackend.Team;
        long length = plan.Length + plan.Workspace + (plan.Scratch * _team.Threads) + AlignmentFloats;
        if (length > Array.MaxLength)
            throw new InsufficientMemoryException(
                $"A step of this model needs {length * sizeof(float) / 1e9:F1} GB of memory in one piece; at most {Array.MaxLength / 1e9 * sizeof(float):F1} GB can be had. Use a smaller batch.");
        _memory = GC.AllocateArray<float>((int)length, pinned: true);
        _arena = AlignedStart(_memory);

        _steps = new Step[plan.Steps.Count];
        int count = 0;
        for (int s = 0; s < _steps.Length; s++)
        {
            PlanStep step = plan.Steps[s];
            _steps[s] = new Step(step.Kernel, count, count + step.Inputs.Length, IsWorkForOne(step.Kernel), step.IsAhead);
            count += step.Inputs.Length + step.Outputs.Length;
        }
        _side = NewSide(AddressTable.First(plan, _arena));
        _lent = [.. plan.Inputs.Select(Readers)];
        foreach (PlanBuffer constant in plan.Constants)
            constant.Constant.CopyTo(_side.Table.SpanOf(constant));
    }

    /// <summary>Who works on it.</summary>
    public ThreadTeam Team => _team;

    /// <summary>The first float of an array that begins a cache line.</summary>
    public static float* AlignedStart(float[] memory) =>
        (float*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)) + 63) / 64 * 64);

    public Span<float> Input(int index) => _side.Table.Input(index);

    public ReadOnlySpan<float> Output(int index) => _side.Table.SpanOf(_plan.Outputs[index]);

    public void Fill(IFilling filling, in RowSelection rows, in RowSelection next = default)
    {
        if (!TakeAhead(filling, rows))
        {
            _side.Fill.Set(filling, rows);
            _team.Run(_side.Fill, null, null, null, null, 0, Stopwatch.GetTimestamp());
            _side.Fill.Clear();
        }
        if (next.Count > 0)
            BeginAhead(filling, next);
    }

    /// <summary>Drops what was begun for the next run.</summary>
    public void Rest()
    {
        if (_other is not { } other)
            return;
        _team.Withdraw(other.Ahead);
        other.Ahead.Close();
        other.Fill.Clear();
    }

    // The other side becomes this one if it was to be filled with just these samples.
    private bool TakeAhead(IFilling filling, in RowSelection rows)
    {
        if (_other is not { } other)
            return false;
        if (!other.Fill.Is(filling, rows))
        {
            Rest();
            return false;
        }
        bool isDone = other.Ahead.Complete();
        Rest();
        if (!isDone)
            return false;
        (_side, _other) = (other, _side);
        _side.IsAhead = true;
        return true;
    }

    private void BeginAhead(IFilling filling, in RowSelection next)
    {
        if (_plan.AheadLength > CpuPlan.MostAhead || _team.Threads == 1)
            return;
        _other ??= NewSide(AddressTable.Second(_plan, _arena));
        _other.Fill.Set(filling, next);
        _other.Ahead.Open();
        _team.Offer(_other.Ahead);
    }

    private InputSide NewSide(AddressTable table)
    {
        var fill = new FillKernel(table, _plan.Inputs.Sum(input => input.Length));
        Step[] steps = [.. _steps.Where(step => step.IsAhead)];
        nint addresses = (nint)table.Addresses;
        return new InputSide(table, fill, new Prefetch(
            fill, steps.Select(step => step.Kernel), steps.Select(step => addresses + (step.Inputs * sizeof(nint))),
            steps.Select(step => addresses + (step.Outputs * sizeof(nint))), _team.Threads));
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
            _side.Table.Point(readers, lent);
            try
            {
                Run();
            }
            finally
            {
                _side.Table.Point(readers, _side.Table.AddressOf(_plan.Inputs[input]));
            }
        }
    }

    public void Run()
    {
        long begin = Stopwatch.GetTimestamp();
        bool isAhead = _side.IsAhead;
        _side.IsAhead = false;
        for (int s = 0; s < _steps.Length; s++)
        {
            if (!(isAhead && _steps[s].IsAhead))
                Run(s, begin);
        }
    }

    /// <summary>Runs one step by itself: for measuring.</summary>
    internal void Run(int step) => Run(step, begin: 0);

    private void Run(int index, long begin)
    {
        ref readonly Step step = ref _steps[index];
        float* workspace = _arena + _plan.Length, scratch = workspace + _plan.Workspace;
        float** table = _side.Table.Addresses;
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
    private readonly record struct Step(Kernel Kernel, int Inputs, int Outputs, bool IsWorkForOne, bool IsAhead);

    // A place where a batch may lie, what fills it, and what does so ahead of time.
    private sealed class InputSide(AddressTable table, FillKernel fill, Prefetch ahead)
    {
        public AddressTable Table { get; } = table;

        public FillKernel Fill { get; } = fill;

        public Prefetch Ahead { get; } = ahead;

        /// <summary>Whether the steps that need inputs alone have been done.</summary>
        public bool IsAhead { get; set; }
    }
}
