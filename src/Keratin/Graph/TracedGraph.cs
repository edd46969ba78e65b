namespace Keratin.Graph;

/// <summary>What is to be computed: outputs, and values that variables take at the end. Everything else is reached from there.</summary>
internal sealed record TracedGraph
{
    public TracedGraph(
        IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs, IEnumerable<KeyValuePair<Variable, KerasTensor>>? updates = null) =>
        (Inputs, Outputs, Updates) = (inputs, outputs, [.. updates ?? []]);

    /// <summary>Nodes whose numbers come from outside, in the order in which they are given.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; }

    /// <summary>Nodes whose numbers are wanted.</summary>
    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>Variables and what they become.</summary>
    public KeyValuePair<Variable, KerasTensor>[] Updates { get; }

    /// <summary>What the variables become.</summary>
    public KerasTensor[] UpdateValues => Array.ConvertAll(Updates, update => update.Value);

    /// <summary>Outputs, then the values of the updates.</summary>
    public IEnumerable<KerasTensor> Roots => Outputs.Concat(UpdateValues);

    /// <summary>All nodes, each after its inputs.</summary>
    public List<KerasTensor> Nodes() => Topological.Sort(Inputs.Concat(Roots));

    /// <summary>The same graph with each root exchanged.</summary>
    public TracedGraph Map(Func<KerasTensor, KerasTensor> map) => new(
        Inputs, [.. Outputs.Select(map)], Array.ConvertAll(Updates, update => KeyValuePair.Create(update.Key, map(update.Value))));
}
