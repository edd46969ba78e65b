using Keratin.Graph;

namespace Keratin;

/// <summary>Operations on <see cref="KerasTensor"/>, named as in <c>keras.ops</c>. Calling one adds a node to the graph.</summary>
public static partial class Ops
{
    /// <summary>A node whose numbers are given at every run.</summary>
    /// <param name="shape">Its shape, the batch included: <c>[Shape.Unknown, 28, 28, 1]</c>.</param>
    /// <param name="name">For messages.</param>
    public static KerasTensor Input(Shape shape, string name = "input") => KerasTensor.Of(new InputOp(shape, name));
}
