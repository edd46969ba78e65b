namespace Keratin;

/// <summary>Arithmetic on numbers as users write them.</summary>
internal static class Complement
{
    /// <summary>
    /// <c>1 - x</c> as Keras has it: taken in double from the decimal number that was written, then rounded. 1 - 0.999f in float is wrong in the
    /// fifth digit, because 0.999f is not 0.999.
    /// </summary>
    public static float Of(float x) => (float)(1 - (double)(decimal)x);
}
