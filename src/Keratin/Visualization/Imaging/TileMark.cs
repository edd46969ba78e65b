namespace Keratin.Visualization.Imaging;

/// <summary>What is said of a tile as a whole.</summary>
internal enum TileMark
{
    None,
    Wrong,
}
