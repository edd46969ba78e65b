namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>An edge, or its part inside one frame, on the screen.</summary>
/// <param name="Points">What it goes through; between two it is straight, or an S that leaves and arrives in the picture's direction.</param>
/// <param name="HasHead">Whether it ends at a box, and not at a frame's border.</param>
internal sealed record PlacedRoute(IReadOnlyList<(double X, double Y)> Points, bool HasHead);
