namespace Keratin.Visualization.Diagrams;

/// <summary>An arrow.</summary>
/// <param name="From">Index of the box it leaves.</param>
/// <param name="To">Index of the box it goes to, larger than <paramref name="From"/>.</param>
internal readonly record struct DiagramEdge(int From, int To);
