namespace Keratin.Layers;

/// <summary>A layer was applied that does not say what it does.</summary>
internal sealed class MissingCallException(Layer layer)
    : NotSupportedException($"{layer} overrides none of Call(KerasTensor, bool), CallAll and CallMany.")
{
    /// <summary>The layer.</summary>
    public Layer Layer { get; } = layer;
}
