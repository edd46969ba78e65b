namespace Keratin.Layers;

/// <summary>What tracing with a stand-in for unknown lengths has shown.</summary>
/// <param name="Outputs">Shapes of the results; none where a layer inside was not built.</param>
/// <param name="Calls">For each layer inside the shapes of its first results.</param>
/// <param name="Unbuilt">The layer at which the run ended, or null.</param>
internal sealed record StandInRun(Shape[] Outputs, IReadOnlyDictionary<object, Shape[]> Calls, UnbuiltLayerException? Unbuilt);
