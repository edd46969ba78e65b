namespace Keratin.Selection;

/// <summary>One of these values, each as likely as the others.</summary>
/// <typeparam name="T">Type of the values: numbers, names, or whatever the factory can use.</typeparam>
/// <param name="name">Its name in tables.</param>
/// <param name="values">The values, at least one.</param>
/// <example><code>var activation = new Choice&lt;string&gt;("activation", "relu", "tanh");</code></example>
public sealed class Choice<T>(string name, params IReadOnlyList<T> values) : HyperParameter<T>(name)
    where T : notnull
{
    /// <summary>The values.</summary>
    public IReadOnlyList<T> Values { get; } = values is { Count: > 0 } ? [.. values] : throw new ArgumentException($"Choice '{name}': expected at least one value; got none.", nameof(values));

    internal override int? Count => Values.Count;

    private protected override T ValueAt(int index) => Values[index];

    private protected override T DrawValue(RandomStream random) => Values[random.Next(Values.Count)];
}
