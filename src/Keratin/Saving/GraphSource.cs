namespace Keratin.Saving;

/// <summary>Where a tensor comes from: a layer, which of its calls, and which of what that call gave.</summary>
internal readonly record struct GraphSource(string Layer, int Node, int Tensor)
{
    /// <summary>As messages name it: <c>output 1 of call 0 of 'lstm'</c>.</summary>
    public override string ToString() => Tensor == 0 ? $"call {Node} of '{Layer}'" : $"output {Tensor} of call {Node} of '{Layer}'";
}
