namespace Keratin.Visualization.Diagrams;

/// <summary>A box: one call of a layer, or an operation.</summary>
/// <param name="Kind">Gives it its colour and outline.</param>
/// <param name="Title">The first line.</param>
/// <param name="Lines">What else stands in it.</param>
/// <param name="Frame">Index of the frame it is in, or <see cref="NoFrame"/>.</param>
internal sealed record DiagramNode(NodeKind Kind, string Title, IReadOnlyList<string> Lines, int Frame)
{
    public const int NoFrame = -1;

    /// <summary>Whether its result is one of the model's.</summary>
    public bool IsOutput { get; init; }
}
