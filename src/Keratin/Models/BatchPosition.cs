namespace Keratin.Models;

/// <summary>How far the batches of a training are, for going on there in another process.</summary>
/// <param name="Seed">Of the orders; 0 where samples are taken as they stand.</param>
/// <param name="Passes">How many passes through the samples were begun.</param>
/// <param name="Next">Samples (of a sequence: batches) of the pass that were taken.</param>
/// <param name="Last">The same before the last batch.</param>
/// <param name="Taken">Batches of the epoch that were taken.</param>
internal readonly record struct BatchPosition(ulong Seed, long Passes, long Next, long Last, int Taken);
