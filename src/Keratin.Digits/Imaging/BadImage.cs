namespace Keratin.Digits.Imaging;

// One voice for everything an image file can get wrong: who (format and place), expected, got, hint.
internal static class BadImage
{
    public static InvalidDataException Of(
        string who, string problem, string expected, string got, string? hint = null, Exception? inner = null) =>
        new($"{who}: {problem}.\n  expected: {expected}\n  got:      {got}{(hint is null ? "" : $"\n  hint:     {hint}")}", inner);
}
