namespace Keratin.Graph;

/// <summary>Rows of samples that fill a run.</summary>
/// <param name="Order">Numbers of the samples; null for their own order.</param>
/// <param name="Start">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowSelection(int[]? Order, int Start, int Count);
