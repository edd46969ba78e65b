namespace Keratin.Visualization.Diagrams;

/// <summary>A frame around the inside of a model or layer.</summary>
/// <param name="Title">Stands in its corner.</param>
/// <param name="Parent">Index of the frame around it, or <see cref="DiagramNode.NoFrame"/>.</param>
internal sealed record DiagramFrame(string Title, int Parent);
