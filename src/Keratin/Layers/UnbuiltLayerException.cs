namespace Keratin.Layers;

/// <summary>A layer was met that has no weights yet, where lengths are stood in for by numbers: its weights must not depend on such a number.</summary>
/// <param name="layer">The layer.</param>
/// <param name="inputs">What it was given, stand-ins among the lengths.</param>
/// <param name="caller">Whose call it was met in.</param>
internal sealed class UnbuiltLayerException(Layer layer, IReadOnlyList<Shape> inputs, Layer? caller)
    : Exception($"{layer} is not built, and the lengths of its inputs are not known.")
{
    /// <summary>The layer.</summary>
    public Layer Layer { get; } = layer;

    /// <summary>What it was given, stand-ins among the lengths.</summary>
    public IReadOnlyList<Shape> Inputs { get; } = inputs;

    /// <summary>Whose call it was met in.</summary>
    public Layer? Caller { get; } = caller;
}
