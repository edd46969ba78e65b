namespace Keratin.Bench.Measuring;

/// <summary>What the rounds of one side gave.</summary>
/// <param name="Median">The figure that is reported.</param>
/// <param name="Least">Of times the fastest: what it can do when nothing else is in the way.</param>
internal readonly record struct Rounds(double Median, double Least);
