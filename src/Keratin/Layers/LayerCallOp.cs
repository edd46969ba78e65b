using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>A call of a layer in the description of a functional model. It stands for the layer's nodes, which tracing puts in its place.</summary>
/// <remarks>The results of a call that has several are <see cref="LayerResultOp"/>s of this node.</remarks>
internal sealed record LayerCallOp(Layer Layer, IReadOnlyList<Shape> Outputs) : Op
{
    private static long s_calls;

    /// <summary>Calls are numbered in the order in which they were made; files count a layer's calls in it.</summary>
    public long Number { get; } = Interlocked.Increment(ref s_calls);

    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Outputs[0];

    // Two calls of one layer are two nodes, even on the same input.
    public bool Equals(LayerCallOp? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
