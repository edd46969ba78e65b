namespace Keratin;

public static partial class Ops
{
    /// <summary><c>x</c> brought nearer to 0 by the threshold; 0 where it is not further from 0 than that.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="threshold">At least 0.</param>
    public static KerasTensor SoftShrink(this KerasTensor x, float threshold = 0.5f)
    {
        KerasTensor limit = Constant(threshold);
        return x.Greater(limit).Where(x - limit, (-limit).Greater(x).Where(x + limit, Constant(0)));
    }

    /// <summary><c>x</c> where it is further from 0 than the threshold, else 0.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="threshold">At least 0.</param>
    public static KerasTensor HardShrink(this KerasTensor x, float threshold = 0.5f) => x.Absolute().Greater(Constant(threshold)).Where(x, Constant(0));

    /// <summary><c>x - tanh(x)</c>.</summary>
    /// <param name="x">Operand.</param>
    public static KerasTensor TanhShrink(this KerasTensor x) => x - x.Tanh();

    /// <summary><c>x</c> where it is above the threshold, else a fixed value.</summary>
    /// <param name="x">Operand.</param>
    /// <param name="threshold">What x has to be above.</param>
    /// <param name="defaultValue">The value elsewhere.</param>
    public static KerasTensor Threshold(this KerasTensor x, float threshold, float defaultValue) =>
        x.Greater(Constant(threshold)).Where(x, Constant(defaultValue));
}
