namespace Keratin.Visualization.Diagrams;

/// <summary>A box: one call of a layer, or an operation.</summary>
/// <param name="Kind">Gives it its colour and outline.</param>
/// <param name="Title">The first line.</param>
/// <param name="Name">The layer's name, where it is shown.</param>
/// <param name="Notes">What else stands in it.</param>
/// <param name="Frame">Index of the frame it is in, or <see cref="NoFrame"/>.</param>
internal sealed record DiagramNode(NodeKind Kind, string Title, string? Name, IReadOnlyList<string> Notes, int Frame)
{
    public const int NoFrame = -1;

    /// <summary>The lines below the title.</summary>
    public IEnumerable<string> Lines => Name is null ? Notes : Notes.Prepend(Name);

    /// <summary>All that is written in it, on one line.</summary>
    public string Text => string.Join(", ", Lines.Prepend(Title));

    /// <summary>Whether its result is one of the model's.</summary>
    public bool IsOutput { get; init; }
}
