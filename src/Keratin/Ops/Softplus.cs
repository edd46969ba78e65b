namespace Keratin;

public static partial class Ops
{
    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    /// <param name="x">Operand.</param>
    // (x + |x|) / 2 + ln(1 + e^-|x|), which cannot overflow. Not max(x, 0): its gradient at 0 would be 1, not ½.
    public static KerasTensor Softplus(this KerasTensor x) => (0.5f * (x + x.Absolute())) + (-x.Absolute()).Exp().Log1p();

    /// <summary>Logarithm of the sigmoid: <c>-ln(1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor LogSigmoid(this KerasTensor x) => -(-x).Softplus();

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor Softsign(this KerasTensor x) => x / (x.Absolute() + 1);

    /// <summary><c>(x + √(x² + b)) / 2</c>.</summary>
    /// <remarks>Barron: "Squareplus: a softplus-like algebraic rectifier", 2021.</remarks>
    /// <param name="x">Operand.</param>
    /// <param name="b">How smooth, at least 0; 0 gives ReLU.</param>
    public static KerasTensor Squareplus(this KerasTensor x, float b = 4)
    {
        if (Require.NotNegative(b) == 0)
            return x.Relu();
        // r = √(x² + b) = s · √((x / s)² + (√b / s)²) with s = max(|x|, 1): no square can overflow.
        KerasTensor size = x.Absolute(), s = size.Maximum(Constant(1));
        KerasTensor r = s * ((x / s).Square() + (MathF.Sqrt(b) / s).Square()).Sqrt();
        // Where x is negative x + r cancels, and b / (r - x) is the same.
        return x.Greater(Constant(0)).Where(0.5f * (size + r), 0.5f * b / (size + r));
    }

    /// <summary>0 up to -1, <c>(x + 1)² / 4</c> from there to 1, then <c>x</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor SparsePlus(this KerasTensor x) => x.GreaterEqual(Constant(1)).Where(x, 0.25f * (x.Clip(-1, 1) + 1).Square());

    /// <summary><c>x · tanh(softplus(x))</c>.</summary>
    /// <remarks>Misra: "Mish: a self regularized non-monotonic activation function", 2019.</remarks>
    /// <param name="x">Operand.</param>
    public static KerasTensor Mish(this KerasTensor x) => x * x.Softplus().Tanh();
}
