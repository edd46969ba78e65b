namespace Keratin.Datasets;

// One voice for everything a file can get wrong: who (file and place in it), expected, got, hint.
internal static class BadFile
{
    public static InvalidDataException Of(
        string who, string problem, string expected, string got, string? hint = null, Exception? inner = null) =>
        new($"{who}: {problem}.\n  expected: {expected}\n  got:      {got}{(hint is null ? "" : $"\n  hint:     {hint}")}", inner);
}
