namespace Keratin.Visualization.Diagrams;

/// <summary>A frame around the inside of a model or layer.</summary>
/// <param name="Title">Stands in its corner.</param>
/// <param name="Name">The layer's name, where it is shown.</param>
/// <param name="Parent">Index of the frame around it, or <see cref="DiagramNode.NoFrame"/>.</param>
internal sealed record DiagramFrame(string Title, string? Name, int Parent)
{
    /// <summary>All that is written in it, on one line.</summary>
    public string Text => Name is null ? Title : $"{Title}, {Name}";
}
