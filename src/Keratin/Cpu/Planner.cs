using Keratin.Cpu.Kernels;
using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Turns a graph into steps and buffers.</summary>
internal sealed class Planner(TracedGraph graph)
{
    // Floats that a step which runs ahead may need for itself, for each thread: an element-wise one needs no more.
    private const int MostScratch = 16 * 1024;

    private readonly List<KerasTensor> _order = Scheduler.Order(graph);
    private readonly Dictionary<KerasTensor, PlanBuffer[]> _buffers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, PlanBuffer> _variables = [];
    private readonly List<PlanBuffer> _arena = [];
    private readonly List<PlanStep> _steps = [];

    public CpuPlan Plan()
    {
        foreach (KerasTensor node in _order)
            Add(node);
        // What was there before the first step and is not written by one has its place all the time.
        PlanBuffer[] inputs = [.. graph.Inputs.Select(input => _buffers[input][0])];
        PlanBuffer[] outputs = [.. graph.Outputs.Select(Output)];
        UpdateVariables(outputs);
        if (graph.Updates.Length > 0)
            FindAhead(outputs);
        foreach (PlanBuffer buffer in _arena)
        {
            if (buffer.First < 0 || outputs.Contains(buffer))
                buffer.Last = int.MaxValue;
        }
        ReuseMemory();
        long length = MemoryPlanner.Place(_arena.Where(buffer => ReferenceEquals(buffer.Root, buffer) && buffer.Variable is null));
        return new CpuPlan(_steps, inputs, outputs, [.. _arena.Where(buffer => buffer.Constant is not null)], length);
    }

    private void Add(KerasTensor node) => _buffers[node] = node.Op switch
    {
        ReshapeOp => _buffers[node.Inputs[0]],
        OutputOp output => [_buffers[node.Inputs[0]][output.Index]],
        VariableOp variable => [OfVariable(variable.Variable)],
        InputOp => [InArena(new PlanBuffer(node.Shape.Elements))],
        ScalarOp scalar => [InArena(new PlanBuffer(1) { Constant = [scalar.Value] })],
        ConstantOp constant => [InArena(new PlanBuffer(node.Shape.Elements) { Constant = constant.Values })],
        _ => AddStep(KernelTable.Create(node), node),
    };

    private PlanBuffer[] AddStep(Kernel kernel, KerasTensor node)
    {
        PlanBuffer[] inputs = [.. node.Inputs.Select(input => _buffers[input][0])];
        Shape[] shapes = [.. node.Inputs.Select(input => input.Shape)];
        PlanBuffer[] outputs = [.. Enumerable.Range(0, node.Op.ResultCount)
            .Select(result => InArena(new PlanBuffer(node.Op.InferResult(result, shapes).Elements)))];
        Append(new PlanStep(kernel, inputs, outputs, node));
        return outputs;
    }

    private void Append(PlanStep step)
    {
        int index = _steps.Count;
        foreach (PlanBuffer input in step.Inputs)
            input.Last = Math.Max(input.Last, index);
        foreach (PlanBuffer output in step.Outputs.Where(output => output.First < 0))
            (output.First, output.Last) = (index, Math.Max(output.Last, index));
        _steps.Add(step);
    }

    private PlanBuffer InArena(PlanBuffer buffer)
    {
        _arena.Add(buffer);
        return buffer;
    }

    private PlanBuffer OfVariable(Variable variable)
    {
        if (!_variables.TryGetValue(variable, out PlanBuffer? buffer))
            _variables[variable] = buffer = new PlanBuffer(variable.Shape.Elements) { Variable = variable };
        return buffer;
    }

    // An output is read after the run, when a variable or an input may hold something else: it gets memory of its own.
    private PlanBuffer Output(KerasTensor node)
    {
        PlanBuffer buffer = _buffers[node][0];
        if (buffer.First >= 0)
            return buffer;
        PlanBuffer copy = InArena(new PlanBuffer(buffer.Length));
        Append(new PlanStep(BlockCopyKernel.Copy(buffer.Length), [buffer], [copy]));
        return copy;
    }

    private void UpdateVariables(PlanBuffer[] outputs)
    {
        // Who takes the old value of another variable reads it at the very end: nobody may write over it before.
        foreach (var (variable, value) in graph.Updates)
        {
            if (_buffers[value][0] is { Variable: { } other } old && other != variable)
                old.Last = int.MaxValue;
        }
        var late = new List<(PlanBuffer Value, PlanBuffer Variable)>();
        foreach (var (variable, value) in graph.Updates)
        {
            PlanBuffer target = OfVariable(variable), source = _buffers[value][0];
            if (ReferenceEquals(target, source))
                continue;
            if (!outputs.Contains(source) && CanWriteInPlace(source, target))
                source.Variable = variable;
            else
                late.Add((source, target));
        }
        // Variables may exchange values: all are read before the first is written.
        PlanBuffer[] values = [.. late.Select(update => IsStable(update.Value) ? update.Value : Snapshot(update.Value))];
        for (int i = 0; i < late.Count; i++)
            Append(new PlanStep(BlockCopyKernel.Copy(values[i].Length), [values[i]], [late[i].Variable]));
    }

    private static bool IsStable(PlanBuffer value) => value.Variable is null;

    private PlanBuffer Snapshot(PlanBuffer value)
    {
        PlanBuffer copy = InArena(new PlanBuffer(value.Length));
        Append(new PlanStep(BlockCopyKernel.Copy(value.Length), [value], [copy]));
        return copy;
    }

    // The step that computes the new value may write it over the old one when nobody reads the old one afterwards, and the step
    // itself reads it element by element if at all.
    private bool CanWriteInPlace(PlanBuffer value, PlanBuffer variable)
    {
        if (value.First < 0 || value.Variable is not null || variable.Last > value.First)
            return false;
        PlanStep step = _steps[value.First];
        int result = Array.IndexOf(step.Outputs, value);
        int[] readers = [.. Enumerable.Range(0, step.Inputs.Length).Where(i => ReferenceEquals(step.Inputs[i], variable))];
        if (readers.Length == 0)
            return true;
        if (!readers.All(step.Kernel.CanShare))
            return false;
        foreach (int input in readers)
            step.Kernel.Share(result, input);
        return true;
    }

    // Scaled pixels, labels as one-hot rows: what steps make of the inputs alone has its place all the time, as the inputs have.
    private void FindAhead(PlanBuffer[] outputs)
    {
        HashSet<PlanBuffer> ahead = [.. _arena.Where(buffer => buffer.First < 0)];
        long length = ahead.Sum(buffer => buffer.Length);
        foreach (PlanStep step in _steps)
        {
            bool isAhead = step.Kernel is { Phases: 1, Workspace: 0, Scratch: <= MostScratch } && step.Inputs.Length > 0 && Array.TrueForAll(step.Inputs, ahead.Contains)
                && Array.TrueForAll(step.Outputs, output => output.Variable is null && !outputs.Contains(output));
            long together = length + step.Outputs.Sum(output => output.Length);
            if (!isAhead || together > CpuPlan.MostAhead)
                continue;
            length = together;
            step.IsAhead = true;
            ahead.UnionWith(step.Outputs);
            foreach (PlanBuffer output in step.Outputs)
                output.First = -1;
        }
    }

    // A step that reads element by element writes its result over an operand that nobody reads any more.
    private void ReuseMemory()
    {
        for (int s = 0; s < _steps.Count; s++)
        {
            Kernel kernel = _steps[s].Kernel;
            var taken = new HashSet<PlanBuffer>();
            for (int result = 0; result < _steps[s].Outputs.Length; result++)
            {
                PlanBuffer output = _steps[s].Outputs[result];
                if (output.Variable is not null)
                    continue;
                int input = Array.FindIndex(_steps[s].Inputs, buffer => IsFree(buffer, s, output) && taken.Add(buffer.Root));
                if (input < 0 || !kernel.CanShare(input) || _steps[s].Inputs.Count(buffer => buffer.Root == _steps[s].Inputs[input].Root) > 1)
                    continue;
                kernel.Share(result, input);
                output.ShareWith(_steps[s].Inputs[input]);
            }
        }
    }

    private static bool IsFree(PlanBuffer buffer, int step, PlanBuffer output) =>
        buffer.Root is var root && root.Variable is null && root.First >= 0 && root.Last == step && root.Length == output.Length && !ReferenceEquals(root, output.Root);
}
