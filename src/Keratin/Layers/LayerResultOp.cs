using Keratin.Graph;

namespace Keratin.Layers;

/// <summary>One of several results of a layer's call in the description of a functional model.</summary>
internal sealed record LayerResultOp(int Index, Shape Output) : Op
{
    public override Shape Infer(ReadOnlySpan<Shape> inputs) => Output;

    /// <summary>The node of the call, and which of its results is meant.</summary>
    public static (KerasTensor Call, int Index) Resolve(KerasTensor node) => node.Op is LayerResultOp result ? (node.Inputs[0], result.Index) : (node, 0);
}
