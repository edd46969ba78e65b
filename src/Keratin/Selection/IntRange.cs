namespace Keratin.Selection;

/// <summary>A whole number from <c>min</c> to <c>max</c>, both included.</summary>
/// <param name="name">Its name in tables.</param>
/// <param name="min">The smallest.</param>
/// <param name="max">The largest.</param>
/// <param name="step">From one value to the next.</param>
/// <example><code>var units = new IntRange("units", 32, 256, step: 32);   // 32, 64, …, 256</code></example>
public sealed class IntRange(string name, int min, int max, int step = 1) : HyperParameter<int>(name)
{
    /// <summary>The smallest value.</summary>
    public int Min { get; } = min <= max ? min : throw new ArgumentException($"IntRange '{name}': expected a smallest value not above the largest; got {min} and {max}.", nameof(min));

    /// <summary>What no value is above.</summary>
    public int Max { get; } = max;

    /// <summary>From one value to the next.</summary>
    public int Step { get; } = Require.Positive(step);

    internal override int? Count => checked((int)(((long)Max - Min) / Step) + 1);

    private protected override int ValueAt(int index) => Min + (index * Step);

    private protected override int DrawValue(RandomStream random) => ValueAt(random.Next(Count!.Value));
}
