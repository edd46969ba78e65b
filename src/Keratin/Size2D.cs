namespace Keratin;

/// <summary>A height and a width, as Keras' kernel sizes and strides; one number means both, a pair is <c>(height, width)</c>.</summary>
/// <param name="Height">Along the rows.</param>
/// <param name="Width">Along the columns.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same height and width.</summary>
    /// <param name="both">Height and width.</param>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>Height, then width.</summary>
    /// <param name="size">The pair.</param>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>The same height and width.</summary>
    /// <param name="both">Height and width.</param>
    public static Size2D FromInt32(int both) => both;

    /// <summary>Height, then width.</summary>
    /// <param name="size">The pair.</param>
    public static Size2D FromValueTuple((int Height, int Width) size) => size;

    /// <summary>The numbers in their order.</summary>
    internal IntList Lengths => [Height, Width];

    internal static Size2D Of(IntList lengths) => new(lengths[0], lengths[1]);

    /// <summary><c>(3, 3)</c>.</summary>
    public override string ToString() => $"({Height}, {Width})";
}
