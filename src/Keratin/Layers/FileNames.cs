namespace Keratin.Layers;

/// <summary>Names that weights files have for the parts of a layer.</summary>
internal static class FileNames
{
    /// <summary>Names by class, as Keras counts them in a list: <c>dense</c>, <c>dense_1</c>.</summary>
    public static IReadOnlyList<(string Name, Layer Layer)> Numbered(string prefix, IReadOnlyList<Layer> parts)
    {
        var used = new Dictionary<string, int>();
        var named = new List<(string, Layer)>();
        foreach (Layer part in parts)
        {
            string name = Serialized.ToSnakeCase(part.OwnClassName);
            int number = used.GetValueOrDefault(name);
            used[name] = number + 1;
            named.Add(($"{prefix}{name}{(number == 0 ? "" : $"_{number}")}", part));
        }
        return named;
    }
}
