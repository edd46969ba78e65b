namespace Keratin.Graph;

/// <summary>What one tracing run gathers besides nodes: the values that variables take at the end of the step, and losses that layers add.</summary>
/// <remarks>There is at most one on a thread; while it lives, layers unfold into ops instead of standing in the graph as one node.</remarks>
internal sealed class Trace : IDisposable
{
    [ThreadStatic]
    private static Trace? s_current;

    private readonly Trace? _outer;
    private readonly Dictionary<Variable, KerasTensor> _values = [], _reads = [];
    private readonly Dictionary<object, List<KerasTensor>> _lossesOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Begins tracing on this thread.</summary>
    /// <param name="training">Whether layers behave as in training.</param>
    public Trace(bool training)
    {
        Training = training;
        _outer = s_current;
        s_current = this;
    }

    /// <summary>The innermost one of this thread, or null.</summary>
    public static Trace? Current => s_current;

    /// <summary>Whether layers behave as in training; a call may say otherwise for what is inside it.</summary>
    public bool Training { get; set; }

    /// <summary>Terms that layers add to the loss (activity regularizers).</summary>
    public List<KerasTensor> Losses { get; } = [];

    /// <summary>Weights whose regularizer is among the losses already.</summary>
    public HashSet<Variable> Regularized { get; } = [];

    /// <summary>Which time steps of a tensor count: nodes of 0 and 1, by the tensor that they belong to.</summary>
    public Dictionary<KerasTensor, KerasTensor> Masks { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The layer whose results are wanted besides those of the model, or null; an object here, as the graph knows no layers.</summary>
    public object? Watched { get; init; }

    /// <summary>What <see cref="Watched"/> gave, call by call.</summary>
    public List<IReadOnlyList<KerasTensor>> WatchedResults { get; } = [];

    /// <summary>What layers took as indices into a table, how long that is, and who did. An object here, as the graph knows no layers.</summary>
    public List<(KerasTensor Indices, int Length, object Layer)> IndexReads { get; } = [];

    /// <summary>Where the step's random numbers come from, in the order of first use.</summary>
    public List<ISeeded> Generators { get; } = [];

    /// <summary>Who is called and what comes out, inner layers before the one they are in; null where nobody wants to know. An object here, as the graph
    /// knows no layers.</summary>
    public List<(object Layer, IReadOnlyList<KerasTensor> Inputs, IReadOnlyList<KerasTensor> Results)>? Calls { get; init; }

    /// <summary>
    /// Where unknown lengths are stood in for by numbers: the shapes that each layer first gave, by which a second run with other numbers tells what
    /// depends on them; else null. An object here, as the graph knows no layers.
    /// </summary>
    public Dictionary<object, Shape[]>? StandInCalls { get; init; }

    /// <summary>Variables and the values they take, in the order in which they were first assigned.</summary>
    public IReadOnlyCollection<KeyValuePair<Variable, KerasTensor>> Updates => _values;

    /// <summary>Says that the losses from the one of that number on were added within a call of a layer.</summary>
    public void Attribute(object layer, int first)
    {
        if (first == Losses.Count)
            return;
        if (!_lossesOf.TryGetValue(layer, out List<KerasTensor>? own))
            _lossesOf[layer] = own = [];
        own.AddRange(Losses.Skip(first));
    }

    /// <summary>The losses that were added within calls of a layer.</summary>
    public IReadOnlyList<KerasTensor> LossesOf(object layer) => _lossesOf.TryGetValue(layer, out List<KerasTensor>? own) ? own : [];

    public void Assign(Variable variable, KerasTensor value)
    {
        _values[variable] = value;
        _reads.Remove(variable);
    }

    /// <summary>The value that a variable has by now; null where it has not been assigned.</summary>
    /// <remarks>One node for all who read it, and for gradients a constant: who is trained against updated weights does not train their update.</remarks>
    public KerasTensor? Read(Variable variable)
    {
        if (_reads.TryGetValue(variable, out KerasTensor? read))
            return read;
        return _values.TryGetValue(variable, out KerasTensor? value) ? _reads[variable] = value.StopGradient() : null;
    }

    public void Dispose() => s_current = _outer;
}
