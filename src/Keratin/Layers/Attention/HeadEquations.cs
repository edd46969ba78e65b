namespace Keratin.Layers;

/// <summary>Einsum equations of attention with heads, over any axes.</summary>
/// <param name="Scores">Of keys and queries, <c>(batch…, keys…, heads, length)</c> each, to <c>(batch…, heads, queries…, keys…)</c>.</param>
/// <param name="Output">Of these and values to <c>(batch…, queries…, heads, length)</c>.</param>
internal sealed record HeadEquations(string Scores, string Output)
{
    /// <summary>The equations for inputs of a rank, the heads' axes not counted.</summary>
    /// <param name="rank">Rank of the query.</param>
    /// <param name="axes">The axes of queries and keys, from 1.</param>
    public static HeadEquations Of(int rank, IReadOnlyList<int> axes)
    {
        int length = rank + 1;
        string target = Letters(0, length);
        int next = length;
        string source = string.Concat(target.Select((letter, axis) => axes.Contains(axis) && axis < length - 1 ? Letter(next++) : letter));
        string batch = string.Concat(Enumerable.Range(0, length - 1).Where(axis => !axes.Contains(axis)).Select(axis => target[axis]));
        string product = batch + string.Concat(axes.Select(axis => target[axis])) + string.Concat(axes.Select(axis => source[axis]));
        return new($"{source},{target}->{product}", $"{product},{source}->{target}");
    }

    /// <summary>The equation of a projection, and the letters of what it adds.</summary>
    /// <param name="free">Number of axes that stay.</param>
    /// <param name="bound">Number of last axes that are summed over.</param>
    /// <param name="added">Number of axes that come in their place.</param>
    public static (string Equation, string Added) Projection(int free, int bound, int added)
    {
        string kept = Letters(0, free), summed = Letters(free, bound), result = Letters(free + bound, added);
        return ($"{kept}{summed},{summed}{result}->{kept}{result}", result);
    }

    private static string Letters(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(Letter));

    private static char Letter(int number) => (char)('a' + number);
}
