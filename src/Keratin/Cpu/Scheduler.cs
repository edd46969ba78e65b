using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Orders the nodes of a graph for running: inputs before users, and who reads a variable before who gives it its new value.</summary>
/// <remarks>
/// The second rule lets the new value be written over the old one. It follows updates from the last one back: gradients appear
/// from the last layer to the first, and a weight is best updated while its gradient is still in the cache.
/// </remarks>
internal sealed class Scheduler
{
    private readonly TracedGraph _graph;
    private readonly Dictionary<KerasTensor, List<KerasTensor>> _users = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<KerasTensor, List<KerasTensor>> _after = new(ReferenceEqualityComparer.Instance);

    private Scheduler(TracedGraph graph)
    {
        _graph = graph;
        foreach (KerasTensor node in graph.Nodes())
        {
            foreach (KerasTensor input in node.Inputs)
            {
                if (!_users.TryGetValue(input, out List<KerasTensor>? users))
                    _users[input] = users = [];
                users.Add(node);
            }
        }
    }

    public static List<KerasTensor> Order(TracedGraph graph)
    {
        var scheduler = new Scheduler(graph);
        scheduler.PutReadersBeforeWriters();
        return scheduler.Sort();
    }

    /// <summary>The node that computes: behind reshapes and picks.</summary>
    public static KerasTensor Producer(KerasTensor node)
    {
        while (node.Op is ReshapeOp or OutputOp)
            node = node.Inputs[0];
        return node;
    }

    private void PutReadersBeforeWriters()
    {
        foreach (var (variable, value) in _graph.Updates)
        {
            KerasTensor writer = Producer(value);
            KerasTensor? read = _users.Keys.FirstOrDefault(node => node.Op is VariableOp op && ReferenceEquals(op.Variable, variable));
            if (read is null || writer.Inputs.Count == 0)
                continue;
            HashSet<KerasTensor> later = Dependents(writer);
            foreach (KerasTensor reader in Readers(read))
            {
                if (ReferenceEquals(reader, writer) || later.Contains(reader))
                    continue;
                if (!_after.TryGetValue(writer, out List<KerasTensor>? list))
                    _after[writer] = list = [];
                list.Add(reader);
            }
        }
    }

    // Who reads the numbers, through reshapes too.
    private IEnumerable<KerasTensor> Readers(KerasTensor node)
    {
        foreach (KerasTensor user in _users.GetValueOrDefault(node) ?? [])
        {
            if (user.Op is not (ReshapeOp or OutputOp))
                yield return user;
            else
            {
                foreach (KerasTensor reader in Readers(user))
                    yield return reader;
            }
        }
    }

    private HashSet<KerasTensor> Dependents(KerasTensor node)
    {
        var found = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<KerasTensor>([node]);
        while (stack.TryPop(out KerasTensor? next))
        {
            foreach (KerasTensor user in (_users.GetValueOrDefault(next) ?? []).Concat(WritersAfter(next)))
            {
                if (found.Add(user))
                    stack.Push(user);
            }
        }
        return found;
    }

    // Writers already told to wait for this node depend on it as well.
    private IEnumerable<KerasTensor> WritersAfter(KerasTensor node) =>
        _after.Where(pair => pair.Value.Any(reader => ReferenceEquals(reader, node))).Select(pair => pair.Key);

    private List<KerasTensor> Sort()
    {
        var order = new List<KerasTensor>();
        var seen = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(KerasTensor Node, IEnumerator<KerasTensor> Needed)>();
        foreach (KerasTensor root in _graph.Inputs.Concat(_graph.Outputs).Concat(_graph.Updates.Reverse().Select(update => update.Value)))
        {
            if (seen.Add(root))
                stack.Push((root, Needed(root).GetEnumerator()));
            while (stack.TryPeek(out var top))
            {
                if (!top.Needed.MoveNext())
                    order.Add(stack.Pop().Node);
                else if (seen.Add(top.Needed.Current))
                    stack.Push((top.Needed.Current, Needed(top.Needed.Current).GetEnumerator()));
            }
        }
        return order;
    }

    private IEnumerable<KerasTensor> Needed(KerasTensor node) => node.Inputs.Concat(_after.GetValueOrDefault(node) ?? []);
}
