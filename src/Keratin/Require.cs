using System.Runtime.CompilerServices;

namespace Keratin;

/// <summary>Checks of arguments that return what they checked.</summary>
internal static class Require
{
    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is at least 1.");

    public static float Positive(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is above 0.");

    public static Size2D Positive(Size2D value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value.Height >= 1 && value.Width >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"Height and width of '{name}' are at least 1.");

    public static IntList Positive(IntList value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value.All(length => length >= 1) ? value : throw new ArgumentOutOfRangeException(name, $"{new SpatialSize(value)}", $"'{name}' is at least 1.");

    public static float Fraction(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' lies between 0 and 1.");

    public static int NotNegative(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is at least 0.");

    public static float NotNegative(float value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is at least 0.");
}
