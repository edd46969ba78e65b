using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>A number that is gathered over an epoch: variables, how a batch changes them, and what they say.</summary>
public abstract class Metric
{
    private readonly List<Variable> _variables = [];

    /// <summary>A metric of that name.</summary>
    /// <param name="name">Its name in logs.</param>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Its name in logs.</summary>
    public string Name { get; init; }

    /// <summary>Keras' class name.</summary>
    public virtual string ClassName => GetType().Name;

    /// <summary>What is gathered.</summary>
    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>What Keras writes into a file.</summary>
    public virtual JsonObject Config => new() { ["name"] = Name };

    /// <summary>What was gathered says so far; 0 if nothing was.</summary>
    public abstract float Result();

    /// <summary>While a step is traced: takes a batch into account.</summary>
    /// <param name="target">What was right.</param>
    /// <param name="output">What the model says.</param>
    /// <param name="sampleWeight">A weight for each sample; null weighs all alike.</param>
    public abstract void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null);

    /// <summary>Begins anew.</summary>
    public virtual void ResetState()
    {
        foreach (Variable variable in _variables)
            variable.Span.Clear();
    }

    /// <summary>A variable to gather in, 0 at the beginning of each epoch.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape; a number by default.</param>
    protected Variable AddVariable(string name, Shape? shape = null)
    {
        var variable = new Variable(name, shape ?? Shape.Scalar, trainable: false) { Path = $"{Name}/{name}" };
        _variables.Add(variable);
        return variable;
    }

    internal JsonObject Serialize() => Serialized.Wrap("keras.metrics", ClassName, Config);
}
