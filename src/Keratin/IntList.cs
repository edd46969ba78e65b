using System.Collections;
using System.Runtime.CompilerServices;

namespace Keratin;

/// <summary>Integers with value equality, for the fields of ops: axes, starts, paddings. Records compare arrays by reference.</summary>
[CollectionBuilder(typeof(IntList), nameof(Create))]
internal sealed class IntList : IEquatable<IntList>, IReadOnlyList<int>
{
    private readonly int[] _values;

    private IntList(int[] values) => _values = values;

    public int Count => _values.Length;

    public int this[int index] => _values[index];

    public static IntList Create(ReadOnlySpan<int> values) => new(values.ToArray());

    public ReadOnlySpan<int> AsSpan() => _values;

    public bool Equals(IntList? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as IntList);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _values)}]";

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();
}
