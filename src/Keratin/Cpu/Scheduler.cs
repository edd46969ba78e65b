using Keratin.Graph;

namespace Keratin.Cpu;

/// <summary>Orders the nodes of a graph for running: inputs before users, and who reads a variable before who gives it its new value.</summary>
/// <remarks>
/// The second rule lets the new value be written over the old one. It follows updates from the last one back: gradients appear
/// from the last layer to the first, and a weight is best updated while its gradient is still in the cache.
/// </remarks>
internal sealed class Scheduler
{
    private static readonly List<KerasTensor> s_none = [];

    private readonly TracedGraph _graph;
    private readonly Dictionary<KerasTensor, List<KerasTensor>> _users = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Variable, KerasTensor> _reads = [];

    // Readers that a writer waits for, and writers that wait for a reader.
    private readonly Dictionary<KerasTensor, List<KerasTensor>> _readersBefore = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<KerasTensor, List<KerasTensor>> _writersAfter = new(ReferenceEqualityComparer.Instance);

    private Scheduler(TracedGraph graph)
    {
        _graph = graph;
        foreach (KerasTensor node in graph.Nodes())
        {
            if (node.Op is VariableOp read)
                _reads.TryAdd(read.Variable, node);
            foreach (KerasTensor input in node.Inputs)
                Append(_users, input, node);
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
            if (!_reads.TryGetValue(variable, out KerasTensor? read) || writer.Inputs.Count == 0)
                continue;
            // Most slots and moving averages are read by their writer alone: then nobody asks what depends on it, which may be half the graph.
            HashSet<KerasTensor>? later = null;
            foreach (KerasTensor reader in Readers(read))
            {
                if (ReferenceEquals(reader, writer) || (later ??= Dependents(writer)).Contains(reader))
                    continue;
                Append(_readersBefore, writer, reader);
                Append(_writersAfter, reader, writer);
            }
        }
    }

    // Who reads the numbers, through reshapes too.
    private IEnumerable<KerasTensor> Readers(KerasTensor node)
    {
        foreach (KerasTensor user in ListOf(_users, node))
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
            // Writers already told to wait for this node depend on it as well.
            foreach (KerasTensor user in ListOf(_users, next).Concat(ListOf(_writersAfter, next)))
            {
                if (found.Add(user))
                    stack.Push(user);
            }
        }
        return found;
    }

    private List<KerasTensor> Sort()
    {
        var order = new List<KerasTensor>();
        var seen = new HashSet<KerasTensor>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(KerasTensor Node, IEnumerator<KerasTensor> Needed)>();
        foreach (KerasTensor root in _graph.Inputs.Concat(_graph.Outputs).Concat(Enumerable.Reverse(_graph.UpdateValues)))
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

    private IEnumerable<KerasTensor> Needed(KerasTensor node) => node.Inputs.Concat(ListOf(_readersBefore, node));

    private static void Append(Dictionary<KerasTensor, List<KerasTensor>> lists, KerasTensor key, KerasTensor value)
    {
        if (!lists.TryGetValue(key, out List<KerasTensor>? list))
            lists[key] = list = [];
        list.Add(value);
    }

    private static List<KerasTensor> ListOf(Dictionary<KerasTensor, List<KerasTensor>> lists, KerasTensor key) => lists.GetValueOrDefault(key) ?? s_none;
}
