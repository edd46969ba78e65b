namespace Keratin.Saving;

/// <summary>Where a tensor comes from: a layer, and which of its calls.</summary>
internal readonly record struct GraphSource(string Layer, int Node);
