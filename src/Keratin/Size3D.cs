namespace Keratin;

/// <summary>A depth, a height and a width, as Keras' sizes and strides of volumes; one number means all three.</summary>
/// <param name="Depth">Along the first of the three axes.</param>
/// <param name="Height">Along the second.</param>
/// <param name="Width">Along the third.</param>
public readonly record struct Size3D(int Depth, int Height, int Width)
{
    /// <summary>The same depth, height and width.</summary>
    /// <param name="all">All three.</param>
    public static implicit operator Size3D(int all) => new(all, all, all);

    /// <summary>Depth, height, width.</summary>
    /// <param name="size">The three.</param>
    public static implicit operator Size3D((int Depth, int Height, int Width) size) => new(size.Depth, size.Height, size.Width);

    /// <summary>The same depth, height and width.</summary>
    /// <param name="all">All three.</param>
    public static Size3D FromInt32(int all) => all;

    /// <summary>Depth, height, width.</summary>
    /// <param name="size">The three.</param>
    public static Size3D FromValueTuple((int Depth, int Height, int Width) size) => size;

    /// <summary>The numbers in their order.</summary>
    internal IntList Lengths => [Depth, Height, Width];

    internal static Size3D Of(IntList lengths) => new(lengths[0], lengths[1], lengths[2]);

    /// <summary><c>(3, 3, 3)</c>.</summary>
    public override string ToString() => $"({Depth}, {Height}, {Width})";
}
