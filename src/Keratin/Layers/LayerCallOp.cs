using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>A call of a layer in the description of a functional model. It stands for the layer's nodes, which tracing puts in its place.</summary>
/// <remarks>
/// The node's inputs are those of the layer, then the tensors among the arguments. The results of a call that has several are
/// <see cref="LayerResultOp"/>s of this node.
/// </remarks>
internal sealed record LayerCallOp(Layer Layer, IReadOnlyList<Shape> Outputs, CallArguments Arguments) : Op
{
    private static long s_calls;

    /// <summary>Calls are numbered in the order in which they were made; files count a layer's calls in it.</summary>
    public long Number { get; } = Interlocked.Increment(ref s_calls);

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Outputs[0];

    /// <summary>Makes the same call of other tensors.</summary>
    /// <param name="operands">In the order of the node's inputs.</param>
    public IReadOnlyList<KerasTensor> Apply(IReadOnlyList<KerasTensor> operands)
    {
        var (inputs, arguments) = Split(operands);
        return Layer.ApplyAll(inputs, arguments);
    }

    /// <summary>Parts a node's inputs into those of the layer and the arguments.</summary>
    public (IReadOnlyList<KerasTensor> Inputs, CallArguments Arguments) Split(IReadOnlyList<KerasTensor> operands)
    {
        int inputs = operands.Count - Arguments.Operands.Count;
        return ([.. operands.Take(inputs)], Arguments.With([.. operands.Skip(inputs)]));
    }

    // Two calls of one layer are two nodes, even on the same input.
    public bool Equals(LayerCallOp? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
