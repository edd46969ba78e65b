namespace Keratin.Digits.Terminals;

/// <summary>Draws a bar within one line of text.</summary>
public static class BarText
{
    private const int Eighths = 8;

    /// <summary>A bar that takes a part of its room.</summary>
    /// <param name="part">0 to 1; beyond them the nearer of the two is taken, and 0 for what is no number.</param>
    /// <param name="room">Characters of a whole bar, at least 0.</param>
    /// <param name="hasUnicode">Whether it is drawn to an eighth of a character; else with <c>#</c>.</param>
    /// <returns>At most <paramref name="room"/> characters, not padded.</returns>
    public static string Of(double part, int room, bool hasUnicode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(room);
        part = double.IsNaN(part) ? 0 : Math.Clamp(part, 0, 1);
        if (!hasUnicode)
            return new string('#', (int)Math.Round(part * room));
        int filled = (int)Math.Round(part * room * Eighths);
        // ▏ is an eighth, and each character before it in the code table an eighth more.
        string tip = filled % Eighths == 0 ? "" : ((char)('▏' - (filled % Eighths) + 1)).ToString();
        return new string('█', filled / Eighths) + tip;
    }
}
