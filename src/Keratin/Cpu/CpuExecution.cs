using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    private readonly int[] _firstAddress;

    public CpuExecution(CpuPlan plan)
    {
        _plan = plan;
        _team = CpuBackend.Team;
        long length = plan.Length + plan.Workspace + (plan.Scratch * _team.Threads) + AlignmentFloats;
        if (length > Array.MaxLength)
            throw new InsufficientMemoryException(
                $"A step of this model needs {length * sizeof(float) / 1e9:F1} GB of memory in one piece; at most {Array.MaxLength / 1e9 * sizeof(float):F1} GB can be had. Use a smaller batch.");
        _memory = GC.AllocateArray<float>((int)length, pinned: true);
        float* start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _arena = (float*)(((nuint)start + 63) / 64 * 64);

        _firstAddress = new int[plan.Steps.Count];
        var addresses = new List<nint>();
        for (int s = 0; s < plan.Steps.Count; s++)
        {
            _firstAddress[s] = addresses.Count;
            foreach (PlanBuffer buffer in plan.Steps[s].Inputs.Concat(plan.Steps[s].Outputs))
                addresses.Add((nint)AddressOf(buffer));
        }
        _addresses = GC.AllocateArray<nint>(addresses.Count, pinned: true);
        addresses.CopyTo(_addresses);
        foreach (PlanBuffer constant in plan.Constants)
            constant.Constant.CopyTo(new Span<float>(AddressOf(constant), (int)constant.Length));
    }

    /// <summary>Who works on it.</summary>
    public ThreadTeam Team => _team;

    public Span<float> Input(int index) => SpanOf(_plan.Inputs[index]);

    public ReadOnlySpan<float> Output(int index) => SpanOf(_plan.Outputs[index]);

    public void Run()
    {
        for (int s = 0; s < _firstAddress.Length; s++)
            Run(s);
    }

    /// <summary>Runs one step by itself: for measuring.</summary>
    internal void Run(int step)
    {
        float* workspace = _arena + _plan.Length, scratch = workspace + _plan.Workspace;
        float** inputs = (float**)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses)) + _firstAddress[step];
        PlanStep planned = _plan.Steps[step];
        _team.Run(planned.Kernel, inputs, inputs + planned.Inputs.Length, workspace, scratch, _plan.Scratch);
    }

    public void Dispose() => _plan.Return(this);

    private Span<float> SpanOf(PlanBuffer buffer) => new(AddressOf(buffer), checked((int)buffer.Length));

    private float* AddressOf(PlanBuffer buffer) => buffer.Root.Variable is { } variable
        ? (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(variable.Span))
        : _arena + buffer.Root.Offset;
}
