using System.Text;

namespace Keratin.Visualization.Svg;

/// <summary>Makes any string safe to stand in XML and HTML: what users name things is theirs to choose.</summary>
internal static class XmlText
{
    /// <summary>The text on one line, without what XML 1.0 forbids: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isWhole && rune.Value is '\t' or '\n' or '\r')
                clean.Append(' ');
            else if (isWhole && IsAllowed(rune.Value))
                clean.Append(rest[..length]);
            rest = rest[length..];
        }
        return clean.ToString();
    }

    /// <summary>The clean text with markup characters as entities, for content and for attributes in double quotes.</summary>
    public static string Escape(string text)
    {
        string clean = Clean(text);
        return clean.AsSpan().ContainsAny("&<>\"'")
            ? clean.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
            : clean;
    }

    // U+007F to U+009F are allowed by XML 1.0 but not by HTML.
    private static bool IsAllowed(int value) => value >= 0x20 && value is not (>= 0x7F and <= 0x9F or 0xFFFE or 0xFFFF);
}
