namespace Keratin;

public static partial class Ops
{
    private const float RootOfHalf = 0.70710678f, RootOfTwoOverPi = 0.7978846f;

    /// <summary><c>x · sigmoid(x)</c>, also called swish.</summary>
    /// <remarks>Ramachandran, Zoph, Le: "Searching for activation functions", 2017.</remarks>
    /// <param name="x">Operand.</param>
    public static KerasTensor Silu(this KerasTensor x) => x * x.Sigmoid();

    /// <summary>Gaussian error linear unit: <c>x · P(X ≤ x)</c> for a standard normal X, that is <c>x · (1 + erf(x / √2)) / 2</c>.</summary>
    /// <remarks>Hendrycks, Gimpel: "Gaussian error linear units", 2016. The activation named <c>gelu</c> is the exact one.</remarks>
    /// <param name="x">Operand.</param>
    /// <param name="approximate">By default, as in <c>keras.ops.gelu</c>, <c>x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2</c>.</param>
    public static KerasTensor Gelu(this KerasTensor x, bool approximate = true)
    {
        if (!approximate)
            return 0.5f * x * ((x * RootOfHalf).Erf() + 1);
        // At 10 the tangent is 1 to the last bit; beyond, x³ could overflow.
        KerasTensor near = x.Clip(-10, 10);
        return 0.5f * x * ((RootOfTwoOverPi * (near + (0.044715f * near * near * near))).Tanh() + 1);
    }

    /// <summary>Gated linear unit: <c>a · sigmoid(b)</c>, a and b being the halves of an axis.</summary>
    /// <remarks>Dauphin, Fan, Auli, Grangier: "Language modeling with gated convolutional networks", 2017.</remarks>
    /// <param name="x">Operand; the length of the axis is even.</param>
    /// <param name="axis">Which axis; it becomes half as long.</param>
    /// <exception cref="ShapeException">The length is odd.</exception>
    public static KerasTensor Glu(this KerasTensor x, int axis = -1)
    {
        int length = x.Shape[Axes.Normalize(axis, x.Rank, "Glu")];
        if (length == Shape.Unknown || length % 2 != 0)
            throw new ShapeException("Glu", $"an even length at axis {axis}", $"{x.Shape}");
        IReadOnlyList<KerasTensor> halves = x.Split(2, axis);
        return halves[0] * halves[1].Sigmoid();
    }
}
