using Keratin.Graph;
using Keratin.Layers;

namespace Keratin.Models;

/// <summary>A functional model's layers between its inputs and outputs, in Keras' operation order.</summary>
internal sealed class FunctionalGraph
{
    private readonly List<KerasTensor> _finished = [];
    private readonly HashSet<KerasTensor> _given;
    private readonly ILookup<object, KerasTensor> _calls;

    public FunctionalGraph(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
        _given = new HashSet<KerasTensor>(inputs, ReferenceEqualityComparer.Instance);
        CheckInputs();
        Order(out List<object> operations);
        Operations = operations;
        Calls = [.. _finished];
        if (Layers.GroupBy(layer => layer.Name).FirstOrDefault(named => named.Count() > 1) is { } twice)
            throw new ArgumentException($"Model: expected layers of different names; got '{twice.Key}' {twice.Count()} times.");
        _calls = Calls.Where(node => node.Op is not LayerResultOp).ToLookup(OperationOf, ReferenceEqualityComparer.Instance);
    }

    public IReadOnlyList<KerasTensor> Inputs { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>Layers, and nodes of ops that were used directly; earlier ones first. A writer has to keep this order.</summary>
    public IReadOnlyList<object> Operations { get; }

    /// <summary>All nodes, each after its inputs; a call that has several results is followed by nodes that stand for them.</summary>
    public IReadOnlyList<KerasTensor> Calls { get; }

    /// <summary>The layers among <see cref="Operations"/>.</summary>
    public IEnumerable<Layer> Layers => Operations.OfType<Layer>();

    /// <summary>The layer, or for an op used directly its node.</summary>
    public static object OperationOf(KerasTensor node) => node.Op switch
    {
        LayerCallOp call => call.Layer,
        LayerResultOp => OperationOf(node.Inputs[0]),
        InputOp { Owner: Input input } => input,
        _ => node,
    };

    /// <summary>The calls of an operation within this model, in the order in which they were made.</summary>
    public IReadOnlyList<KerasTensor> CallsOf(object operation) =>
        [.. _calls[operation].OrderBy(node => (node.Op as LayerCallOp)?.Number ?? 0)];

    /// <summary>While tracing: the outputs for other inputs.</summary>
    public IReadOnlyList<KerasTensor> Run(IReadOnlyList<KerasTensor> inputs)
    {
        var values = new Dictionary<KerasTensor, IReadOnlyList<KerasTensor>>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < Inputs.Count; i++)
            values[Inputs[i]] = [inputs[i]];
        foreach (KerasTensor node in Calls)
        {
            if (values.ContainsKey(node) || node.Op is LayerResultOp)
                continue;
            KerasTensor[] arguments = [.. node.Inputs.Select(Value)];
            values[node] = node.Op switch
            {
                LayerCallOp call => call.Apply(arguments),
                VariableOp variable => [variable.Variable],
                GetItemOp item => [item.Unfold(arguments[0])],
                _ => [KerasTensor.Of(node.Op, arguments)],
            };
        }
        return [.. Outputs.Select(Value)];

        KerasTensor Value(KerasTensor node)
        {
            var (call, index) = LayerResultOp.Resolve(node);
            return values[call][index];
        }
    }

    private void CheckInputs()
    {
        foreach (KerasTensor input in Inputs)
        {
            if (input.Op is not InputOp { Owner: Input })
                throw new ArgumentException($"Model: expected inputs made by new Input(…); got {input}.");
        }
        if (_given.Count != Inputs.Count)
            throw new ArgumentException("Model: expected each input once; got one twice.");
    }

    // Keras' rule (map_graph): by depth, the longest way to an output, deepest first; of equals by the first visit of a walk from the outputs.
    private void Order(out List<object> operations)
    {
        var visit = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        var done = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor output in Outputs)
            Walk(output, visit, done);

        var nodeDepth = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        var depth = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor node in Enumerable.Reverse(_finished))
        {
            object operation = OperationOf(node);
            int own = Math.Max(nodeDepth.GetValueOrDefault(node), depth.GetValueOrDefault(operation));
            depth[operation] = nodeDepth[node] = own;
            // A result of a call is no further away than the call itself.
            int before = node.Op is LayerResultOp ? own : own + 1;
            foreach (KerasTensor input in node.Inputs)
                nodeDepth[input] = Math.Max(nodeDepth.GetValueOrDefault(input), before);
        }
        // Inputs that lead to no output come before all others at the end.
        foreach (KerasTensor input in Inputs.Where(input => !done.Contains(input)))
        {
            depth[OperationOf(input)] = 0;
            visit[OperationOf(input)] = -1;
            _finished.Insert(0, input);
        }
        operations = [.. depth.Keys.OrderByDescending(operation => depth[operation]).ThenBy(operation => visit[operation])];
    }

    private void Walk(KerasTensor output, Dictionary<object, int> visit, HashSet<KerasTensor> done)
    {
        var stack = new Stack<(KerasTensor Node, int Next)>();
        Enter(output);
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Node.Inputs.Count)
            {
                _finished.Add(top.Node);
                continue;
            }
            stack.Push((top.Node, top.Next + 1));
            Enter(top.Node.Inputs[top.Next]);
        }

        void Enter(KerasTensor node)
        {
            if (!done.Add(node))
                return;
            if (node.Op is InputOp && !_given.Contains(node))
                throw new ArgumentException($"Model: expected outputs that depend on the given inputs only; got one that depends on {node} too.");
            visit.TryAdd(OperationOf(node), visit.Count);
            stack.Push((node, 0));
        }
    }
}
