namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>A point that an edge goes through. Between two knots of one place across it is straight, else an S that leaves and arrives along.</summary>
internal readonly record struct Knot(double Across, double Along);
