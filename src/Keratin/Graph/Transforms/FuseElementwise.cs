namespace Keratin.Graph.Transforms;

/// <summary>Joins element-wise nodes of one shape into chains that run in one pass over memory.</summary>
/// <remarks>
/// A node joins the groups of its operands unless that would close a circle: a group runs as one step, so nothing may depend on one
/// member while another member depends on it. That question is asked of the graph of groups, upwards from the candidate's operands, and
/// only as far up as the group that is to be joined: <see cref="UnitOrder"/> knows who comes before it. Without that a graph of many time steps
/// would be searched from end to end for each of its nodes.
/// </remarks>
internal sealed class FuseElementwise
{
    // A chain's temporaries have to fit the first-level cache.
    private const int MaxSteps = 48;

    private readonly List<KerasTensor> _nodes;
    private readonly Dictionary<KerasTensor, int> _index = new(ReferenceEqualityComparer.Instance);
    private readonly int[][] _inputs;
    private readonly List<int>?[] _groups;

    // The unit that a node belongs to: its own number, or that of the group's unit.
    private readonly int[] _unit;
    private readonly UnitOrder _order;

    // The search that came last to a unit, those that it came to, and those whose operands are still to be looked at.
    private readonly int[] _visited;
    private readonly List<int> _between = [];
    private readonly PriorityQueue<int, long> _open = new();
    private int _search;

    private FuseElementwise(TracedGraph graph)
    {
        _nodes = graph.Nodes();
        for (int i = 0; i < _nodes.Count; i++)
            _index[_nodes[i]] = i;
        _inputs = [.. _nodes.Select(node => node.Inputs.Select(input => _index[input]).ToArray())];
        _groups = new List<int>?[_nodes.Count];
        _unit = [.. Enumerable.Range(0, _nodes.Count)];
        _order = new(_nodes.Count);
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
        _groups[index] = [index];
        foreach (int operand in _inputs[index])
        {
            List<int>? other = _groups[operand];
            if (other is null || ReferenceEquals(other, _groups[index]) || _nodes[operand].Shape != node.Shape || other.Count + _groups[index]!.Count > MaxSteps)
                continue;
            // The other way round there is no path: this group depends on the other.
            if (!Reaches(_unit[index], _unit[operand]))
                Merge(_unit[operand], _unit[index]);
        }
    }

    // What the later unit depends on, as far as it came after the earlier one, now comes before both.
    private void Merge(int into, int from)
    {
        _order.MoveBefore(into, _between);
        _order.Remove(from);
        List<int> members = _groups[into]!, joining = _groups[from]!;
        members.AddRange(joining);
        members.Sort();
        foreach (int member in joining)
            (_groups[member], _unit[member]) = (members, into);
    }

    // Whether `from` depends on `target` through some unit that is neither. Who comes before the target in order is left out, as it cannot depend on
    // it; of the others the earliest is asked first, as it is nearest.
    private bool Reaches(int from, int target)
    {
        _search++;
        _between.Clear();
        _open.Clear();
        _visited[from] = _visited[target] = _search;
        Open(from, from, target);
        while (_open.TryDequeue(out int unit, out _))
        {
            _between.Add(unit);
            if (Open(unit, from, target))
                return true;
        }
        return false;
    }

    // Takes down the units that a unit depends on, unless that was done; says whether the target is among them.
    private bool Open(int unit, int from, int target)
    {
        bool found = false;
        foreach (int member in _groups[unit] ?? [unit])
        {
            foreach (int operand in _inputs[member])
            {
                int next = _unit[operand];
                found |= next == target;
                if (_visited[next] == _search || _order.Comes(next, before: target))
                    continue;
                _visited[next] = _search;
                _open.Enqueue(next, _order[next]);
            }
        }
        return found && unit != from;
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
