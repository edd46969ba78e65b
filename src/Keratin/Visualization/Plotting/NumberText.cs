using System.Globalization;

namespace Keratin.Visualization.Plotting;

/// <summary>Numbers as people read them: no more digits than mean something, powers of ten only where zeros would have to be counted.</summary>
internal static class NumberText
{
    private const double Large = 1e6, Small = 1e-4;
    private const int MaxDecimals = 10;

    /// <summary>With so many significant digits, trailing zeros dropped.</summary>
    public static string Of(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        if (value == 0)
            return "0";
        int exponent = Exponent(value);
        if (IsPlain(Math.Abs(value)))
            return Trim(value.ToString($"F{Math.Clamp(digits - 1 - exponent, 0, 15)}", CultureInfo.InvariantCulture));
        string mantissa = Trim((value / Math.Pow(10, exponent)).ToString($"F{digits - 1}", CultureInfo.InvariantCulture));
        // 9.9996 is 10 after rounding.
        return mantissa is "10" or "-10" ? $"{mantissa[..^1]}e{exponent + 1}" : $"{mantissa}e{exponent}";
    }

    /// <summary>A whole number with commas between thousands, or one with decimals where it is none.</summary>
    public static string Count(double value) => value == Math.Floor(value) && Math.Abs(value) < 1e15
        ? value.ToString("N0", CultureInfo.InvariantCulture) : Of(value);

    /// <summary>A share as per cent with at most so many decimals; what is not quite all or nothing is not rounded to it.</summary>
    public static string Percent(double share, int decimals = 1)
    {
        double rounded = Math.Round(share * 100, decimals, MidpointRounding.AwayFromZero), least = Math.Pow(10, -decimals);
        string sign = rounded == 100 && share < 1 ? ">" : rounded == 0 && share > 0 ? "<" : "";
        if (sign.Length > 0)
            rounded = sign == ">" ? 100 - least : least;
        return $"{sign}{rounded.ToString("0.####", CultureInfo.InvariantCulture)} %";
    }

    /// <summary>Labels for the multiples of a step: all with the same number of digits.</summary>
    public static string Tick(double value, double step, double largest)
    {
        if (IsPlain(largest) && -Exponent(step) <= MaxDecimals)
            return Zero(value.ToString($"F{Math.Max(0, -Exponent(step))}", CultureInfo.InvariantCulture));
        if (value == 0)
            return "0";
        int exponent = Exponent(largest);
        return $"{(value / Math.Pow(10, exponent)).ToString($"F{Math.Clamp(exponent - Exponent(step), 0, 15)}", CultureInfo.InvariantCulture)}e{exponent}";
    }

    /// <summary>The power of ten of the first digit.</summary>
    public static int Exponent(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);

    private static bool IsPlain(double magnitude) => magnitude is 0 or (>= Small and < Large);

    private static string Trim(string text) => text.Contains('.', StringComparison.Ordinal) ? Zero(text.TrimEnd('0').TrimEnd('.')) : text;

    private static string Zero(string text) => text.AsSpan().TrimStart("-0.").IsEmpty && text.StartsWith('-') ? text[1..] : text;
}
