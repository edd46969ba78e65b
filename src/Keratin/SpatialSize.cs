namespace Keratin;

/// <summary>One number for each of an image's 1, 2 or 3 spatial axes, such as a kernel's sizes or strides; one number alone means all axes.</summary>
/// <remarks>Numbers, pairs, triples, <see cref="Size2D"/> and <see cref="Size3D"/> turn into it: <c>2</c>, <c>(2, 3)</c>, <c>(2, 3, 3)</c>.</remarks>
public readonly struct SpatialSize : IEquatable<SpatialSize>
{
    private readonly IntList? _lengths;

    internal SpatialSize(IntList lengths) => _lengths = lengths;

    private IntList Lengths => _lengths ?? [1];

    /// <summary>The same along all axes.</summary>
    /// <param name="all">The number.</param>
    public static implicit operator SpatialSize(int all) => FromInt32(all);

    /// <summary>Height, then width.</summary>
    /// <param name="size">The pair.</param>
    public static implicit operator SpatialSize((int Height, int Width) size) => FromSize2D(size);

    /// <summary>Depth, height, width.</summary>
    /// <param name="size">The three.</param>
    public static implicit operator SpatialSize((int Depth, int Height, int Width) size) => FromSize3D(size);

    /// <summary>Height, then width.</summary>
    /// <param name="size">The pair.</param>
    public static implicit operator SpatialSize(Size2D size) => FromSize2D(size);

    /// <summary>Depth, height, width.</summary>
    /// <param name="size">The three.</param>
    public static implicit operator SpatialSize(Size3D size) => FromSize3D(size);

    /// <summary>The same along all axes.</summary>
    /// <param name="all">The number.</param>
    public static SpatialSize FromInt32(int all) => new([all]);

    /// <summary>Height, then width.</summary>
    /// <param name="size">The pair.</param>
    public static SpatialSize FromSize2D(Size2D size) => new([size.Height, size.Width]);

    /// <summary>Depth, height, width.</summary>
    /// <param name="size">The three.</param>
    public static SpatialSize FromSize3D(Size3D size) => new([size.Depth, size.Height, size.Width]);

    /// <summary>One number for each of so many axes.</summary>
    /// <exception cref="ArgumentException">There are neither as many numbers nor one, or one is smaller than it may be.</exception>
    internal IntList Of(int rank, string who, string what, int least = 1)
    {
        if (Lengths.Count != 1 && Lengths.Count != rank)
            throw new ArgumentException($"{who}: expected {what} of {(rank == 1 ? "one number" : $"one number or {rank}")}; got {this}.", what);
        IntList lengths = Lengths.Count == rank ? Lengths : [.. Enumerable.Repeat(Lengths[0], rank)];
        return lengths.All(length => length >= least) ? lengths : throw new ArgumentOutOfRangeException(what, $"{this}", $"{who}: {what} is at least {least}.");
    }

    /// <inheritdoc/>
    public bool Equals(SpatialSize other) => Lengths.Equals(other.Lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SpatialSize other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Lengths.GetHashCode();

    /// <summary><c>3</c>, <c>(3, 3)</c> or <c>(3, 3, 3)</c>.</summary>
    public override string ToString() => Lengths.Count == 1 ? $"{Lengths[0]}" : $"({string.Join(", ", Lengths)})";

    /// <summary>Whether both have the same numbers.</summary>
    /// <param name="x">One size.</param>
    /// <param name="y">The other.</param>
    public static bool operator ==(SpatialSize x, SpatialSize y) => x.Equals(y);

    /// <summary>Whether a number differs.</summary>
    /// <param name="x">One size.</param>
    /// <param name="y">The other.</param>
    public static bool operator !=(SpatialSize x, SpatialSize y) => !x.Equals(y);
}
