using System.Globalization;
using System.Text.RegularExpressions;

namespace Keratin.Callbacks;

/// <summary>Numbers as Python's format specifications say: <c>02d</c>, <c>.2f</c>, <c>.3e</c>, <c>g</c>, <c>.1%</c>, with fill, alignment, sign, width and commas.</summary>
internal static partial class NumberFormat
{
    // Of a float that fits into a double all digits are there.
    private const int AllDigits = 200;

    /// <summary>The number as text; null for a specification that is none.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isWhole">Whether it is an integer, whose specification may end in <c>d</c> and by default does.</param>
    /// <param name="spec">What stands behind the colon; may be empty.</param>
    public static string? Format(double value, bool isWhole, string spec)
    {
        Match match = Specification().Match(spec);
        if (!match.Success)
            return null;
        string type = match.Groups["type"].Value;
        int? precision = match.Groups["precision"].Success ? int.Parse(match.Groups["precision"].Value, CultureInfo.InvariantCulture) : null;
        if (isWhole ? type is "d" && precision is not null : type is "d")
            return null;
        string digits = !double.IsFinite(value) ? (double.IsNaN(value) ? "nan" : "inf") : Digits(Math.Abs(value), isWhole, type, precision);
        if (match.Groups["comma"].Success)
            digits = WithCommas(digits, match.Groups["comma"].Value);
        string sign = double.IsNegative(value) && !double.IsNaN(value) ? "-" : match.Groups["sign"].Value.Replace("-", "", StringComparison.Ordinal);
        return Pad(digits, sign, match);
    }

    private static string Digits(double value, bool isWhole, string type, int? precision) => type switch
    {
        "" when isWhole => value.ToString("F0", CultureInfo.InvariantCulture),
        "d" => value.ToString("F0", CultureInfo.InvariantCulture),
        "" when precision is null => Shortest(value),
        "f" or "F" => Fixed(value, precision ?? 6),
        "%" => $"{Fixed(value * 100, precision ?? 6)}%",
        "e" or "E" => Scientific(value, precision ?? 6, type),
        _ => General(value, Math.Max(precision ?? 6, 1), type == "G" ? "E" : "e"),
    };

    // Exact halves go to the even neighbour in Python, and away from 0 in .NET.
    private static string Fixed(double value, int decimals)
    {
        string exact = value.ToString($"F{AllDigits + decimals}", CultureInfo.InvariantCulture);
        int cut = exact.IndexOf('.') + 1 + decimals;
        bool isHalf = exact[cut] == '5' && exact.AsSpan(cut + 1).IndexOfAnyExcept('0') < 0;
        string kept = decimals == 0 ? exact[..(cut - 1)] : exact[..cut];
        return isHalf && (kept[^1] - '0') % 2 == 0 ? kept : value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    private static string Scientific(double value, int decimals, string e) =>
        value.ToString($"0.{new string('0', decimals)}{e}+00", CultureInfo.InvariantCulture);

    private static string General(double value, int digits, string e)
    {
        string rounded = value.ToString($"0.{new string('0', digits - 1)}E+00", CultureInfo.InvariantCulture);
        int exponent = int.Parse(rounded.AsSpan(rounded.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= digits)
            return value.ToString($"0.{new string('#', digits - 1)}{e}+00", CultureInfo.InvariantCulture);
        string plain = Fixed(value, digits - 1 - exponent);
        return plain.Contains('.', StringComparison.Ordinal) ? plain.TrimEnd('0').TrimEnd('.') : plain;
    }

    // As Python prints a float: the shortest digits that read back as the same number.
    private static string Shortest(double value)
    {
        int exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(value));
        if (exponent is < -4 or >= 16)
            return value.ToString("0.################e+00", CultureInfo.InvariantCulture);
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
            text = value.ToString("0.####################", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.0";
    }

    private static string WithCommas(string digits, string comma)
    {
        int end = digits.AsSpan().IndexOfAny('.', 'e', 'E') is >= 0 and int at ? at : digits.Length;
        for (int i = end - 3; i > 0; i -= 3)
            digits = digits.Insert(i, comma);
        return digits;
    }

    private static string Pad(string digits, string sign, Match match)
    {
        int width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        int missing = Math.Max(0, width - digits.Length - sign.Length);
        bool isZero = match.Groups["zero"].Success;
        char fill = match.Groups["fill"] is { Success: true, Value: [var given, ..] } ? given : isZero ? '0' : ' ';
        string align = match.Groups["align"].Success ? match.Groups["align"].Value : isZero ? "=" : ">";
        return align switch
        {
            "<" => sign + digits + new string(fill, missing),
            "^" => new string(fill, missing / 2) + sign + digits + new string(fill, missing - (missing / 2)),
            "=" => sign + new string(fill, missing) + digits,
            _ => new string(fill, missing) + sign + digits,
        };
    }

    [GeneratedRegex(
        @"^(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>[1-9]\d{0,3})?(?<comma>[,_])?(?:\.(?<precision>\d{1,3}))?(?<type>[dfFeEgG%])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Specification();
}
