namespace Keratin;

public static partial class Ops
{
    private const float SeluAlpha = 1.6732632423543772f, SeluScale = 1.0507009873554805f;

    /// <summary>Rectified linear unit with Keras' three extras: <c>min(x, maxValue)</c> above the threshold, <c>negativeSlope · (x - threshold)</c> below.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="negativeSlope">Slope below the threshold.</param>
    /// <param name="maxValue">Largest value of the result; none by default.</param>
    /// <param name="threshold">Where the function begins to rise.</param>
    public static KerasTensor Relu(this KerasTensor x, float negativeSlope, float? maxValue = null, float threshold = 0)
    {
        if (negativeSlope != 0 && maxValue is null && threshold == 0)
            return x.LeakyRelu(negativeSlope);
        KerasTensor y = threshold == 0 ? maxValue is { } top ? x.Clip(0, top) : x.Relu() : x.Greater(Constant(threshold)).Where(x, Constant(0));
        if (threshold != 0 && maxValue is { } limit)
            y = y.Clip(0, limit);
        return negativeSlope == 0 ? y : y - (negativeSlope * (threshold - x).Relu());
    }

    /// <summary><c>x</c> where it is not negative, else <c>negativeSlope · x</c>.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="negativeSlope">Slope of the negative part.</param>
    public static KerasTensor LeakyRelu(this KerasTensor x, float negativeSlope = 0.2f) => x.GreaterEqual(Constant(0)).Where(x, negativeSlope * x);

    /// <summary><c>min(max(x, 0), 6)</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Relu6(this KerasTensor x) => x.Clip(0, 6);

    /// <summary>Exponential linear unit: <c>x</c> where it is positive, else <c>alpha · (eˣ - 1)</c>.</summary>
    /// <remarks>Clevert, Unterthiner, Hochreiter: "Fast and accurate deep network learning by exponential linear units", 2016.</remarks>
    /// <param name="x">Operand.</param>
    /// <param name="alpha">What is approached from above, times -1.</param>
    public static KerasTensor Elu(this KerasTensor x, float alpha = 1) => x.Greater(Constant(0)).Where(x, alpha * Negative(x).Expm1());

    /// <summary>Continuously differentiable exponential linear unit: <c>x</c> where it is positive, else <c>alpha · (e^(x / alpha) - 1)</c>.</summary>
    /// <remarks>Barron: "Continuously differentiable exponential linear units", 2017.</remarks>
    /// <param name="x">Operand.</param>
    /// <param name="alpha">What is approached from above, times -1; not 0.</param>
    public static KerasTensor Celu(this KerasTensor x, float alpha = 1) => x.Greater(Constant(0)).Where(x, alpha * (Negative(x) * (1 / alpha)).Expm1());

    /// <summary>Scaled exponential linear unit: 1.0507 times <see cref="Elu"/> with alpha 1.67326, which keeps mean 0 and variance 1 from layer to layer.</summary>
    /// <remarks>Klambauer, Unterthiner, Mayr, Hochreiter: "Self-normalizing neural networks", 2017.</remarks>
    /// <param name="x">Operand.</param>
    public static KerasTensor Selu(this KerasTensor x) => SeluScale * x.Elu(SeluAlpha);

    // The exponential is taken of what is not positive only: of a large x it would be infinite, and ∞ · 0 in the gradient NaN.
    private static KerasTensor Negative(KerasTensor x) => x.Minimum(Constant(0));
}
