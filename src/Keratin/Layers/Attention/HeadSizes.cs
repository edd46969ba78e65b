namespace Keratin.Layers;

/// <summary>How many heads there are and how long their vectors.</summary>
/// <param name="Queries">Heads of queries.</param>
/// <param name="KeyValues">Heads of keys and values; each serves as many heads of queries.</param>
/// <param name="KeyLength">Length of a query and of a key.</param>
/// <param name="ValueLength">Length of a value.</param>
internal sealed record HeadSizes(int Queries, int KeyValues, int KeyLength, int ValueLength);
