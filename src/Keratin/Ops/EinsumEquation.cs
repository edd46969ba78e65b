namespace Keratin;

/// <summary>The letters of an einsum: one string for each operand and one for the result, a character for each axis.</summary>
/// <param name="Inputs">The operands' axes.</param>
/// <param name="Output">The result's axes.</param>
internal sealed record EinsumEquation(IReadOnlyList<string> Inputs, string Output)
{
    private const string Dots = "...";

    // Axes that dots stand for, counted from the last one, get characters that nobody can write as a letter.
    private const char FirstDot = '\uE000';

    /// <summary>Reads the notation, with the dots written out.</summary>
    /// <param name="subscripts">As <c>numpy.einsum</c> has them.</param>
    /// <param name="ranks">How many axes each operand has.</param>
    public static EinsumEquation Parse(string subscripts, IReadOnlyList<int> ranks)
    {
        string text = string.Concat(subscripts.Where(c => !char.IsWhiteSpace(c)));
        string[] sides = text.Split("->");
        string[] inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != ranks.Count || !sides.SelectMany(side => side.Split(',')).All(IsWellFormed))
            throw Bad(subscripts, $"letters, \"...\", commas between {ranks.Count} operands and one \"->\"");
        int[] hidden = [.. inputs.Select((letters, i) => Hidden(letters, ranks[i], subscripts))];
        string[] axes = [.. inputs.Select((letters, i) => letters.Replace(Dots, DotAxes(hidden[i]), StringComparison.Ordinal))];
        string output = sides.Length == 2 ? sides[1].Replace(Dots, DotAxes(hidden.Max()), StringComparison.Ordinal) : Implicit(axes, hidden.Max());
        if (output.Distinct().Count() != output.Length || !output.All(axis => axes.Any(letters => letters.Contains(axis, StringComparison.Ordinal))))
            throw Bad(subscripts, "a result with letters of the operands, each once");
        return new(axes, output);
    }

    private static bool IsWellFormed(string letters)
    {
        int at = letters.IndexOf(Dots, StringComparison.Ordinal);
        string rest = at < 0 ? letters : letters.Remove(at, Dots.Length);
        return rest.All(char.IsAsciiLetter);
    }

    private static int Hidden(string letters, int rank, string subscripts)
    {
        bool hasDots = letters.Contains(Dots, StringComparison.Ordinal);
        int hidden = rank - (hasDots ? letters.Length - Dots.Length : letters.Length);
        return hidden == 0 || (hidden > 0 && hasDots) ? hidden
            : throw new ShapeException($"Einsum '{subscripts}'", $"an operand with the axes '{letters}'", $"one of rank {rank}");
    }

    private static string DotAxes(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)(FirstDot + count - 1 - i)));

    private static string Implicit(string[] axes, int hidden) => DotAxes(hidden) + string.Concat(
        string.Concat(axes).Where(char.IsAsciiLetter).GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order());

    private static ArgumentException Bad(string subscripts, string expected) =>
        new($"Einsum: expected {expected}, such as \"ij,jk->ik\"; got \"{subscripts}\".", nameof(subscripts));
}
