using System.Collections;
using System.Runtime.CompilerServices;

namespace Keratin;

/// <summary>Lengths of a tensor's axes, outermost first: <c>(None, 28, 28, 1)</c>. Immutable; equal when all lengths are equal.</summary>
/// <remarks><c>None</c> (<see cref="Unknown"/>) stands for a length that is not known before numbers come, usually the batch.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    /// <summary>A length that is not known yet; printed as <c>None</c>.</summary>
    public const int Unknown = -1;

    private readonly int[] _lengths;

    private Shape(int[] lengths)
    {
        foreach (int length in lengths)
        {
            if (length < Unknown)
                throw new ArgumentOutOfRangeException(nameof(lengths), length, "The length of an axis is at least 0, or Shape.Unknown.");
        }
        _lengths = lengths;
    }

    /// <summary>The shape of a single number: no axes.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>Number of axes.</summary>
    public int Rank => _lengths.Length;

    /// <inheritdoc/>
    public int Count => _lengths.Length;

    /// <summary>Whether all lengths are known.</summary>
    public bool IsKnown
    {
        get
        {
            foreach (int length in _lengths)
            {
                if (length == Unknown)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Number of elements: the product of the lengths.</summary>
    /// <exception cref="InvalidOperationException">A length is unknown.</exception>
    /// <exception cref="OverflowException">The product does not fit 63 bits.</exception>
    public long Elements
    {
        get
        {
            long product = 1;
            foreach (int length in _lengths)
                product = length == Unknown ? throw new InvalidOperationException($"{this} has an unknown length.") : checked(product * length);
            return product;
        }
    }

    /// <summary>Length of an axis.</summary>
    /// <param name="axis">0 is the outermost.</param>
    public int this[int axis] => _lengths[axis];

    /// <summary>Makes a shape from its lengths; collection expressions call it.</summary>
    /// <param name="lengths">Outermost first.</param>
    public static Shape Create(ReadOnlySpan<int> lengths) => lengths.Length == 0 && Scalar is not null ? Scalar : new(lengths.ToArray());

    /// <summary>The axes from <paramref name="start"/> on, <paramref name="length"/> of them; ranges such as <c>shape[1..]</c> call it.</summary>
    /// <param name="start">First axis.</param>
    /// <param name="length">How many.</param>
    public Shape Slice(int start, int length) => Create(_lengths.AsSpan(start, length));

    /// <summary>The same axes with another length at one of them.</summary>
    /// <param name="axis">Which axis; negative counts from the end.</param>
    /// <param name="length">Its new length.</param>
    public Shape With(int axis, int length)
    {
        int[] lengths = [.. _lengths];
        lengths[axis < 0 ? axis + Rank : axis] = length;
        return new(lengths);
    }

    /// <summary>The lengths as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _lengths;

    /// <summary>The shape that both broadcast to by NumPy's rules, or null where they do not fit.</summary>
    /// <param name="x">One shape.</param>
    /// <param name="y">The other.</param>
    public static Shape? Broadcast(Shape x, Shape y)
    {
        int rank = Math.Max(x.Rank, y.Rank);
        int[] lengths = new int[rank];
        for (int axis = 1; axis <= rank; axis++)
        {
            int a = axis <= x.Rank ? x[^axis] : 1, b = axis <= y.Rank ? y[^axis] : 1;
            if (a != b && a > 1 && b > 1 || (a == 0 && b > 1) || (b == 0 && a > 1))
                return null;
            // A known length beside None decides; 1 beside anything gives way.
            lengths[rank - axis] = a == 1 ? b : b == 1 ? a : Math.Max(a, b);
        }
        return new(lengths);
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _lengths.AsSpan().SequenceEqual(other._lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int length in _lengths)
            hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>As Python writes a tuple: <c>(None, 28, 28)</c>, <c>(10,)</c>, <c>()</c>.</summary>
    public override string ToString() =>
        $"({string.Join(", ", _lengths.Select(length => length == Unknown ? "None" : $"{length}"))}{(Rank == 1 ? "," : "")})";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_lengths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _lengths.GetEnumerator();

    /// <summary>Whether both have the same lengths.</summary>
    /// <param name="x">One shape.</param>
    /// <param name="y">The other.</param>
    public static bool operator ==(Shape? x, Shape? y) => x is null ? y is null : x.Equals(y);

    /// <summary>Whether a length differs.</summary>
    /// <param name="x">One shape.</param>
    /// <param name="y">The other.</param>
    public static bool operator !=(Shape? x, Shape? y) => !(x == y);
}
