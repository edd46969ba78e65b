namespace Keratin.Cpu;

/// <summary>Functions that the BCL lacks.</summary>
internal static class SpecialFunctions
{
    /// <summary>Error function, by its Taylor series in double: below |x| = 4 the largest term is about e¹⁶, so about 9 digits remain;
    /// from there on the result is ±1 in float.</summary>
    public static float Erf(float x)
    {
        if (float.IsNaN(x))
            return x;
        if (MathF.Abs(x) >= 4)
            return MathF.Sign(x);
        double term = x, sum = x, square = (double)x * x;
        for (int n = 1; Math.Abs(term) > 1e-17; n++)
        {
            term *= -square / n;
            sum += term / ((2 * n) + 1);
        }
        return (float)(sum * 1.1283791670955126);
    }
}
