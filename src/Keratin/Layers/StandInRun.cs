namespace Keratin.Layers;

/// <summary>What tracing with a stand-in for unknown lengths has shown.</summary>
/// <param name="Outputs">Shapes of the results; none where the run has ended before.</param>
/// <param name="Calls">For each layer inside the shapes of its first results.</param>
internal sealed record StandInRun(Shape[] Outputs, IReadOnlyDictionary<object, Shape[]> Calls)
{
    /// <summary>The layer at which the run ended as it was not built, or null.</summary>
    public UnbuiltLayerException? Unbuilt { get; init; }

    /// <summary>Why the run ended, or null.</summary>
    public Exception? Refused { get; init; }
}
