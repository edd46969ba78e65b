using System.Globalization;
using System.Text.Json.Nodes;

namespace Keratin.Bench.Reporting;

/// <summary>A field of a table: what people read, and what goes into the JSON file.</summary>
/// <param name="Text">As it is printed.</param>
/// <param name="Number">The unrounded value, where it is one.</param>
internal readonly record struct Cell(string Text, double? Number = null)
{
    /// <summary>Nothing was measured here.</summary>
    public static Cell None => new("–");

    public static implicit operator Cell(string text) => new(text);

    /// <summary>A number with that many digits behind the point, its thousands apart.</summary>
    public static Cell Of(double? value, int digits = 0) =>
        value is { } number && double.IsFinite(number) ? new(number.ToString($"N{digits}", CultureInfo.InvariantCulture), number) : None;

    /// <summary>Three significant digits or more, for figures that range widely.</summary>
    public static Cell Significant(double? value) =>
        value is { } number && double.IsFinite(number) ? Of(number, Math.Abs(number) switch { < 1 => 3, < 10 => 2, < 100 => 1, _ => 0 }) : None;

    /// <summary>A part of a whole.</summary>
    public static Cell Percent(double? part) =>
        part is { } number && double.IsFinite(number) ? new((number * 100).ToString("F0", CultureInfo.InvariantCulture) + " %", number) : None;

    /// <summary>How many times as good.</summary>
    public static Cell Ratio(double? ratio) =>
        ratio is { } number && double.IsFinite(number) ? new(number.ToString("F2", CultureInfo.InvariantCulture) + " ×", number) : None;

    public JsonNode? ToJson() => Number is { } number ? JsonValue.Create(number) : Text == None.Text ? null : JsonValue.Create(Text);
}
