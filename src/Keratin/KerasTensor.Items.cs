namespace Keratin;

public sealed partial class KerasTensor
{
    /// <summary>A part of the tensor: for each axis in order an index, which removes the axis, or a range; what is not named is taken whole.</summary>
    /// <remarks>
    /// Python's <c>x[:, 0]</c>, <c>x[:, 1:3]</c> and <c>x[:, -1]</c> are <c>x[.., 0]</c>, <c>x[.., 1..3]</c> and <c>x[.., ^1]</c>: here <c>..</c> is one whole
    /// axis, Python's <c>...</c> is <see cref="AxisItem.Ellipsis"/>. Gradients flow to what was taken. In a functional model it is saved as Keras'
    /// operation <c>GetItem</c>.
    /// </remarks>
    /// <param name="items">At most one for each axis.</param>
    /// <exception cref="ShapeException">There are more of them than axes, or one reaches beyond its axis.</exception>
    /// <example>
    /// <code>
    /// KerasTensor last = sequence[.., ^1];             // (None, 10, 8) -> (None, 8)
    /// KerasTensor red = image[.., .., .., 0];          // (None, 28, 28, 3) -> (None, 28, 28)
    /// KerasTensor inner = image[.., 1..^1, 1..^1];     // (None, 28, 28, 3) -> (None, 26, 26, 3)
    /// </code>
    /// </example>
    public KerasTensor this[params ReadOnlySpan<AxisItem> items] => Ops.GetItem(this, items);
}
