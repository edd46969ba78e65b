namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>Where a vertex has to be.</summary>
internal enum RankPin
{
    None,
    First,
    Last,
}
