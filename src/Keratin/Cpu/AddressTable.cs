using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>For each step of a plan the addresses of what it reads and writes: one table for each place where a batch may lie.</summary>
internal sealed unsafe class AddressTable : IInputs
{
    private readonly CpuPlan _plan;

    // For each step its inputs, then its outputs; pinned because kernels get pointers into it.
    private readonly nint[] _addresses;
    private readonly float* _arena;
    private readonly Dictionary<PlanBuffer, nint>? _elsewhere;

    // Holds what lies elsewhere.
    private readonly float[]? _memory;

    private AddressTable(CpuPlan plan, float* arena, bool isSecond)
    {
        _plan = plan;
        _arena = arena;
        if (isSecond)
        {
            _memory = GC.AllocateArray<float>(checked((int)(plan.AheadLength + CpuExecution.AlignmentFloats)), pinned: true);
            float* next = CpuExecution.AlignedStart(_memory);
            _elsewhere = [];
            foreach (PlanBuffer buffer in plan.Ahead)
            {
                _elsewhere[buffer] = (nint)next;
                next += MemoryPlanner.Round(buffer.Length);
            }
        }
        _addresses = GC.AllocateArray<nint>(plan.Steps.Sum(step => step.Inputs.Length + step.Outputs.Length), pinned: true);
        int index = 0;
        foreach (PlanStep step in plan.Steps)
        {
            foreach (PlanBuffer buffer in step.Inputs)
                _addresses[index++] = (nint)AddressOf(buffer);
            foreach (PlanBuffer buffer in step.Outputs)
                _addresses[index++] = (nint)AddressOf(buffer);
        }
    }

    /// <summary>Everything in the arena, where the plan has it.</summary>
    public static AddressTable First(CpuPlan plan, float* arena) => new(plan, arena, isSecond: false);

    /// <summary>The inputs, and what steps make of them alone, in memory of its own; the rest in the arena.</summary>
    public static AddressTable Second(CpuPlan plan, float* arena) => new(plan, arena, isSecond: true);

    /// <summary>The addresses; a step says where its own begin.</summary>
    public float** Addresses => (float**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses));

    public Span<float> Input(int index) => SpanOf(_plan.Inputs[index]);

    public Span<float> SpanOf(PlanBuffer buffer) => new(AddressOf(buffer), checked((int)buffer.Length));

    /// <summary>Lets steps read elsewhere.</summary>
    /// <param name="readers">Which of the addresses.</param>
    /// <param name="address">Where.</param>
    public void Point(int[] readers, float* address)
    {
        foreach (int reader in readers)
            _addresses[reader] = (nint)address;
    }

    public float* AddressOf(PlanBuffer buffer)
    {
        PlanBuffer root = buffer.Root;
        if (root.Variable is { } variable)
            return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(variable.Span));
        return _elsewhere is not null && _elsewhere.TryGetValue(root, out nint address) ? (float*)address : _arena + root.Offset;
    }
}
