namespace Keratin.Graph;

/// <summary>An operation: a record whose fields are its attributes, with the rule for its shape and the rule for its gradient.</summary>
/// <remarks>Tensors are inputs of the node, everything else is a field; two ops with equal fields compute the same.</remarks>
public abstract record Op
{
    private protected Op()
    {
    }

    /// <summary>The operation's name in messages: the record's name without <c>Op</c>.</summary>
    public string Name => GetType().Name is var name && name.EndsWith("Op", StringComparison.Ordinal) ? name[..^2] : GetType().Name;

    /// <summary>How many results it has. With more than one, <see cref="OutputOp"/> picks.</summary>
    internal virtual int ResultCount => 1;

    /// <summary>The shape of the result.</summary>
    /// <param name="inputs">Shapes of the inputs.</param>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public abstract Shape Infer(ReadOnlySpan<Shape> inputs);

    /// <summary>The shape of one of several results: by default they all have that of <see cref="Infer"/>, which is always that of the first.</summary>
    internal virtual Shape InferResult(int result, ReadOnlySpan<Shape> inputs) => Infer(inputs);

    /// <summary>The gradient with respect to each input, given that of the result; null where there is none.</summary>
    /// <remarks>Where an input was broadcast, its gradient may be given in the result's shape: <c>Gradients</c> adds it up.</remarks>
    /// <param name="result">The node of this op.</param>
    /// <param name="gradient">Gradient of the loss with respect to <paramref name="result"/>, of its shape.</param>
    public virtual IReadOnlyList<KerasTensor?> Vjp(KerasTensor result, KerasTensor gradient) =>
        new KerasTensor?[(result ?? throw new ArgumentNullException(nameof(result))).Inputs.Count];

    /// <summary>The same for an op with several results, given the gradient of each; null of those that nothing depends on.</summary>
    internal virtual IReadOnlyList<KerasTensor?> VjpOfResults(KerasTensor node, IReadOnlyList<KerasTensor?> gradients) => throw SecondDerivative.Missing(node);
}

/// <summary>A value given from outside at every run. Two inputs are never the same, whatever their fields.</summary>
internal sealed record InputOp(Shape Shape, string Label) : Op
{
    /// <summary>Who made it, for floors above to find again.</summary>
    public object? Owner { get; init; }

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Shape;

    public bool Equals(InputOp? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The value of a variable at the beginning of the step.</summary>
internal sealed record VariableOp(Variable Variable) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Variable.Shape;
}
