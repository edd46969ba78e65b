namespace Keratin.Graph.Transforms;

/// <summary>Gradients of what was traced, by reverse accumulation over the ops' own rules.</summary>
public static class Gradients
{
    /// <summary><c>dΣy/dx</c> for each <c>x</c>, as further nodes of the graph.</summary>
    /// <param name="y">What is differentiated; the sum of its elements if it has several.</param>
    /// <param name="wrt">With respect to which nodes or variables; where y does not depend on one, its gradient is zero.</param>
    /// <returns>One node for each, of its shape.</returns>
    public static IReadOnlyList<KerasTensor> Of(KerasTensor y, params IReadOnlyList<KerasTensor> wrt)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(wrt);
        List<KerasTensor> order = Topological.Sort([y]);
        KerasTensor[] targets = Find(wrt, order);
        HashSet<KerasTensor> between = Dependents(order, targets);
        Dictionary<KerasTensor, KerasTensor> gradients = new(ReferenceEqualityComparer.Instance as IEqualityComparer<KerasTensor>)
        {
            [y] = Ops.Constant(1).BroadcastTo(y.Shape),
        };
        Dictionary<KerasTensor, KerasTensor?[]> several = new(ReferenceEqualityComparer.Instance as IEqualityComparer<KerasTensor>);
        foreach (KerasTensor node in Enumerable.Reverse(order).Where(node => node.Inputs.Count > 0 && between.Contains(node)))
        {
            if (several.TryGetValue(node, out KerasTensor?[]? results))
                Distribute(node, node.Op.VjpOfResults(node, results), between, gradients);
            else if (!gradients.TryGetValue(node, out KerasTensor? gradient))
                continue;
            else if (node.Op is OutputOp output)
                Collect(node.Inputs[0], output.Index, gradient, several);
            else
                Distribute(node, node.Op.Vjp(node, gradient), between, gradients);
        }
        return [.. targets.Select(x => gradients.GetValueOrDefault(x) ?? Ops.Constant(0).BroadcastTo(x.Shape))];
    }

    /// <summary><c>dΣy/dv</c> for each variable <c>v</c>, at the value it has in the step so far.</summary>
    /// <param name="y">What is differentiated; the sum of its elements if it has several.</param>
    /// <param name="variables">With respect to which variables; where y does not depend on one, its gradient is zero.</param>
    /// <returns>One node for each, of its shape.</returns>
    public static IReadOnlyList<KerasTensor> Of(KerasTensor y, IReadOnlyList<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        return Of(y, [.. variables.Select(variable => variable.ToKerasTensor())]);
    }

    // Gradients of a node's several results wait until all of them are there: the node comes after everything that picks one.
    private static void Collect(KerasTensor node, int result, KerasTensor gradient, Dictionary<KerasTensor, KerasTensor?[]> several)
    {
        if (!several.TryGetValue(node, out KerasTensor?[]? results))
            several[node] = results = new KerasTensor?[node.Op.ResultCount];
        results[result] = results[result] is { } sum ? sum + gradient : gradient;
    }

    // Hands gradients on to a node's inputs; what meets at a node is added.
    private static void Distribute(
        KerasTensor node, IReadOnlyList<KerasTensor?> parts, HashSet<KerasTensor> between, Dictionary<KerasTensor, KerasTensor> gradients)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            KerasTensor input = node.Inputs[i];
            if (parts[i] is not { } part || !between.Contains(input))
                continue;
            part = SumTo(part, input.Shape);
            gradients[input] = gradients.TryGetValue(input, out KerasTensor? sum) ? sum + part : part;
        }
    }

    // Nodes that depend on one of the targets, those included: only they get gradients.
    private static HashSet<KerasTensor> Dependents(List<KerasTensor> order, KerasTensor[] targets)
    {
        var dependents = new HashSet<KerasTensor>(targets, ReferenceEqualityComparer.Instance);
        foreach (KerasTensor node in order)
        {
            if (node.Inputs.Any(dependents.Contains))
                dependents.Add(node);
        }
        return dependents;
    }

    // A variable may stand in the graph as several nodes that mean the same; they were made one by Variable.ToKerasTensor.
    private static KerasTensor[] Find(IReadOnlyList<KerasTensor> wrt, List<KerasTensor> order)
    {
        var known = new HashSet<KerasTensor>(order, ReferenceEqualityComparer.Instance);
        var reads = new Dictionary<Variable, KerasTensor>();
        foreach (KerasTensor node in order)
        {
            if (node.Op is VariableOp read)
                reads.TryAdd(read.Variable, node);
        }
        return [.. wrt.Select(x => !known.Contains(x) && x.Op is VariableOp op ? reads.GetValueOrDefault(op.Variable) ?? x : x)];
    }

    // An input that was broadcast gets the sum over where it was repeated. The one place that knows about broadcasting.
    private static KerasTensor SumTo(KerasTensor gradient, Shape shape)
    {
        if (gradient.Shape == shape)
            return gradient;
        if (Shape.Broadcast(gradient.Shape, shape) != gradient.Shape)
            gradient = gradient.BroadcastTo(Shape.Broadcast(gradient.Shape, shape)!);
        int added = gradient.Rank - shape.Rank;
        int[] repeated = [.. Enumerable.Range(0, gradient.Rank)
            .Where(axis => axis < added || (shape[axis - added] == 1 && gradient.Shape[axis] != 1))];
        return (repeated.Length == 0 ? gradient : gradient.Sum(repeated)).Reshape(shape);
    }
}
