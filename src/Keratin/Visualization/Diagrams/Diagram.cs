namespace Keratin.Visualization.Diagrams;

/// <summary>What is to be drawn, before it has places: boxes, arrows between them, and frames around some.</summary>
internal sealed class Diagram(string title, string subtitle)
{
    /// <summary>The model's name.</summary>
    public string Title { get; } = title;

    /// <summary>What it is and how large.</summary>
    public string Subtitle { get; } = subtitle;

    /// <summary>In an order in which each comes after those it gets something from.</summary>
    public List<DiagramNode> Nodes { get; } = [];

    /// <summary>Arrows, box to box, in the order of the receiving box's inputs.</summary>
    public List<DiagramEdge> Edges { get; } = [];

    /// <summary>Frames, each after the one around it.</summary>
    public List<DiagramFrame> Frames { get; } = [];
}
