namespace Keratin;

public static partial class Ops
{
    /// <summary>Length of a vector: <c>(Σ |x|ᵖ)^(1/p)</c> along axes; for p = ∞ the largest absolute value, for p = 0 the number of elements that are not 0.</summary>
    /// <param name="x">Operand. Of several axes the elements count as one vector.</param>
    /// <param name="ord">p; 2 is Euclid's length.</param>
    /// <param name="axes">Which axes; none means all.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public static KerasTensor Norm(this KerasTensor x, float ord = 2, ReadOnlySpan<int> axes = default, bool keepDims = false) => ord switch
    {
        2 => x.Square().Sum(axes, keepDims).Sqrt(),
        1 => x.Absolute().Sum(axes, keepDims),
        0 => x.NotEqual(Constant(0)).Sum(axes, keepDims),
        float.PositiveInfinity => x.Absolute().Max(axes, keepDims),
        float.NegativeInfinity => x.Absolute().Min(axes, keepDims),
        _ => x.Absolute().Power(Constant(ord)).Sum(axes, keepDims).Power(Constant(1 / ord)),
    };

    /// <summary>Length of the vectors along one axis: <c>(Σ |x|ᵖ)^(1/p)</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="ord">p; 2 is Euclid's length.</param>
    /// <param name="axis">Which axis; -1 is the last.</param>
    /// <param name="keepDims">Whether the axis stays, with length 1.</param>
    public static KerasTensor Norm(this KerasTensor x, float ord, int axis, bool keepDims = false) => x.Norm(ord, [axis], keepDims);

    /// <summary>Brings vectors to length 1: <c>x / max(‖x‖ₚ, epsilon)</c>.</summary>
    /// <remarks>For p = 2 it is <c>x / √max(Σx², epsilon²)</c>, so that the gradient of a vector of zeros is finite.</remarks>
    /// <param name="x">Operand.</param>
    /// <param name="axis">The axes along which a vector lies.</param>
    /// <param name="order">p, at least 1.</param>
    /// <param name="epsilon">What is shorter is divided by this instead.</param>
    public static KerasTensor Normalize(this KerasTensor x, ReadOnlySpan<int> axis, int order = 2, float epsilon = 1e-7f)
    {
        Require.Positive(order);
        return order == 2
            ? x / x.Square().Sum(axis, keepDims: true).Maximum(Constant(epsilon * epsilon)).Sqrt()
            : x / x.Norm(order, axis, keepDims: true).Maximum(Constant(epsilon));
    }

    /// <summary>Brings vectors along an axis to length 1: <c>x / max(‖x‖ₚ, epsilon)</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="axis">The axis along which a vector lies; -1 is the last.</param>
    /// <param name="order">p, at least 1.</param>
    /// <param name="epsilon">What is shorter is divided by this instead.</param>
    public static KerasTensor Normalize(this KerasTensor x, int axis = -1, int order = 2, float epsilon = 1e-7f) => x.Normalize([axis], order, epsilon);
}
