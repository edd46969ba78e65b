namespace Keratin.Graph.Transforms;

/// <summary>Joins element-wise nodes of one shape into chains that run in one pass over memory.</summary>
/// <remarks>
/// A node joins the groups of its operands unless that would close a circle: a group runs as one step, so nothing may depend on one
/// member while another member depends on it. That question is asked of the graph of groups, upwards from the candidate's operands.
/// </remarks>
internal sealed class FuseElementwise
{
    // A chain's temporaries have to fit the first-level cache.
    private const int MaxSteps = 48;

    private readonly List<KerasTensor> _nodes;
    private readonly Dictionary<KerasTensor, int> _index = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _inputs;
    private readonly List<int>?[] _groups;

    // The search that came last to a unit, known by its first member.
    private readonly int[] _visited;
    private int _search;

    private FuseElementwise(TracedGraph graph)
    {
        _nodes = graph.Nodes();
        for (int i = 0; i < _nodes.Count; i++)
            _index[_nodes[i]] = i;
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(input => _index[input]).ToArray())];
        _groups = new List<int>?[_nodes.Count];
        _visited = new int[_nodes.Count];
    }

    public static TracedGraph Apply(TracedGraph graph)
    {
        var pass = new FuseElementwise(graph);
        for (int i = 0; i < pass._nodes.Count; i++)
            pass.Join(i);
        return pass.Emit(graph);
    }

    private void Join(int index)
    {
        KerasTensor node = _nodes[index];
        if (node.Op is not ElementwiseOp)
            return;
        List<int> group = [index];
        _groups[index] = group;
        foreach (KerasTensor input in node.Inputs)
        {
            List<int>? other = _groups[_index[input]];
            if (other is null || ReferenceEquals(other, _groups[index]) || input.Shape != node.Shape || other.Count + _groups[index]!.Count > MaxSteps)
                continue;
            // Nothing depends yet on a node that is still alone.
            bool isAlone = _groups[index]!.Count == 1;
            if (!Reaches(_groups[index]!, other) && (isAlone || !Reaches(other, _groups[index]!)))
                Merge(other, _groups[index]!);
        }
    }

    private void Merge(List<int> into, List<int> from)
    {
        into.AddRange(from);
        into.Sort();
        foreach (int member in from)
            _groups[member] = into;
    }

    // Whether `from` depends on `target` through some node that is in neither. Nothing is left out because it comes early in the
    // order of nodes: an early node may depend on a group whose last member comes late.
    private bool Reaches(List<int> from, List<int> target)
    {
        _search++;
        _visited[from[0]] = _visited[target[0]] = _search;
        var stack = new Stack<int>();
        foreach (int member in from)
            PushOperands(member, target, stack);
        while (stack.TryPop(out int first))
        {
            if (_groups[first] is not { } unit)
            {
                if (PushOperands(first, target, stack))
                    return true;
                continue;
            }
            foreach (int member in unit)
            {
                if (PushOperands(member, target, stack))
                    return true;
            }
        }
        return false;
    }

    // Pushes the units that a node depends on, unless they were visited; says whether the target is among them.
    private bool PushOperands(int node, List<int> target, Stack<int> stack)
    {
        bool found = false;
        foreach (int operand in _inputs[node])
        {
            List<int>? group = _groups[operand];
            int first = group is null ? operand : group[0];
            found |= ReferenceEquals(group, target);
            if (_visited[first] == _search)
                continue;
            _visited[first] = _search;
            stack.Push(first);
        }
        return found;
    }

    private IEnumerable<int> OperandsOf(List<int> unit) => unit.SelectMany(member => _inputs[member]);

    private TracedGraph Emit(TracedGraph graph)
    {
        var emitted = new Dictionary<KerasTensor, KerasTensor>(ReferenceEqualityComparer.Instance);
        HashSet<KerasTensor> roots = new(graph.Roots, ReferenceEqualityComparer.Instance);
        HashSet<int> wanted = [.. Enumerable.Range(0, _nodes.Count).Where(i => roots.Contains(_nodes[i]))];
        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach (KerasTensor input in _nodes[i].Inputs)
            {
                int operand = _index[input];
                if (_groups[operand] is not { } group || !ReferenceEquals(group, _groups[i]))
                    wanted.Add(operand);
            }
        }
        foreach (List<int> unit in Order())
        {
            if (_groups[unit[0]] is null)
                emitted[_nodes[unit[0]]] = Rebuild(_nodes[unit[0]], emitted);
            else
                EmitChain(unit, [.. unit.Where(wanted.Contains)], emitted);
        }
        return graph.Map(root => emitted[root]);
    }

    private void EmitChain(List<int> unit, List<int> results, Dictionary<KerasTensor, KerasTensor> emitted)
    {
        var inputs = new List<KerasTensor>();
        var stepOf = new Dictionary<int, int>();
        var steps = new List<FusedElementwiseOp.Step>();
        foreach (int member in unit)
        {
            KerasTensor node = _nodes[member];
            int[] operands = [.. node.Inputs.Select(input => stepOf.TryGetValue(_index[input], out int step) ? ~step : Number(emitted[input]))];
            stepOf[member] = steps.Count;
            steps.Add(new((ElementwiseOp)node.Op, [.. operands]));
        }
        var op = new FusedElementwiseOp(steps, [.. results.Select(member => stepOf[member])], _nodes[unit[0]].Shape);
        KerasTensor fused = KerasTensor.Of(op, [.. inputs]);
        for (int i = 0; i < results.Count; i++)
            emitted[_nodes[results[i]]] = results.Count == 1 ? fused : KerasTensor.Of(new OutputOp(i), fused);

        int Number(KerasTensor input)
        {
            int number = inputs.FindIndex(known => ReferenceEquals(known, input));
            if (number < 0)
            {
                number = inputs.Count;
                inputs.Add(input);
            }
            return number;
        }
    }

    // Groups and single nodes, each after all it depends on (Kahn's algorithm; of those ready the earliest first).
    private IEnumerable<List<int>> Order()
    {
        List<List<int>> units = [.. Enumerable.Range(0, _nodes.Count)
            .Where(i => _groups[i] is null || _groups[i]![0] == i).Select(i => _groups[i] ?? [i])];
        Dictionary<int, List<int>> unitOf = [];
        foreach (List<int> unit in units)
            unit.ForEach(member => unitOf[member] = unit);

        var users = new Dictionary<int, List<List<int>>>();
        var missing = new Dictionary<int, int>();
        var ready = new PriorityQueue<List<int>, int>();
        foreach (List<int> unit in units)
        {
            int[] needed = [.. OperandsOf(unit).Select(operand => unitOf[operand][0]).Where(first => first != unit[0]).Distinct()];
            missing[unit[0]] = needed.Length;
            foreach (int first in needed)
            {
                if (!users.TryGetValue(first, out List<List<int>>? list))
                    users[first] = list = [];
                list.Add(unit);
            }
            if (needed.Length == 0)
                ready.Enqueue(unit, unit[0]);
        }
        while (ready.TryDequeue(out List<int>? unit, out _))
        {
            yield return unit;
            foreach (List<int> user in users.GetValueOrDefault(unit[0]) ?? [])
            {
                if (--missing[user[0]] == 0)
                    ready.Enqueue(user, user[0]);
            }
        }
    }

    private static KerasTensor Rebuild(KerasTensor node, Dictionary<KerasTensor, KerasTensor> emitted) =>
        node.Inputs.All(input => ReferenceEquals(emitted[input], input)) ? node
        : KerasTensor.Of(node.Op, [.. node.Inputs.Select(input => emitted[input])]);
}
