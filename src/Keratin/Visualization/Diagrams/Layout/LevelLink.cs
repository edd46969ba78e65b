namespace Keratin.Visualization.Diagrams.Layout;

/// <summary>An edge between two items of a level.</summary>
/// <param name="From">Index of the item it leaves.</param>
/// <param name="To">Index of the item it goes to.</param>
/// <param name="FromOffset">Where it leaves, across from the item's middle.</param>
/// <param name="ToOffset">Where it arrives; null where the layout may choose.</param>
internal readonly record struct LevelLink(int From, int To, double FromOffset, double? ToOffset);
