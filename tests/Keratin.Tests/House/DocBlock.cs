namespace Keratin.Tests.House;

/// <summary>A fenced block of code on a page.</summary>
/// <param name="Line">The line of the fence that opens it, from 1.</param>
/// <param name="Language">What the fence says: <c>csharp</c>.</param>
/// <param name="Code">What is between the fences.</param>
/// <param name="Given">Declarations that it takes for granted: a comment <c>&lt;!-- given: … --&gt;</c> on the line before; null if there is none.</param>
/// <param name="Foreign">Why it is not compiled: a comment <c>&lt;!-- not compiled: … --&gt;</c> on the line before; null if it is.</param>
internal sealed record DocBlock(int Line, string Language, string Code, string? Given, string? Foreign)
{
    private const string Fence = "```", GivenMark = "<!-- given:", ForeignMark = "<!-- not compiled:", End = "-->";

    /// <summary>The blocks of a page, from top to bottom.</summary>
    /// <exception cref="InvalidDataException">A fence is not closed, or a comment stands before no block.</exception>
    public static IReadOnlyList<DocBlock> Of(string page)
    {
        string[] lines = page.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<DocBlock>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimStart();
            if ((line.StartsWith(GivenMark, StringComparison.Ordinal) || line.StartsWith(ForeignMark, StringComparison.Ordinal))
                && !(line.TrimEnd().EndsWith(End, StringComparison.Ordinal) && IsFence(lines.ElementAtOrDefault(i + 1))))
            {
                throw new InvalidDataException($"line {i + 1}: expected a comment of one line, and the block of code right behind it.");
            }
            if (!IsFence(line))
                continue;
            int end = Array.FindIndex(lines, i + 1, IsFence);
            if (end < 0)
                throw new InvalidDataException($"line {i + 1}: expected a closing fence; got none.");
            string before = i > 0 ? lines[i - 1].Trim() : "";
            blocks.Add(new(i + 1, line.Trim()[Fence.Length..], string.Join('\n', lines[(i + 1)..end]), Said(before, GivenMark), Said(before, ForeignMark)));
            i = end;
        }
        return blocks;
    }

    private static bool IsFence(string? line) => line is not null && line.TrimStart().StartsWith(Fence, StringComparison.Ordinal);

    private static string? Said(string line, string mark) =>
        line.StartsWith(mark, StringComparison.Ordinal) ? line[mark.Length..^End.Length].Trim() : null;
}
