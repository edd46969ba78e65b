namespace Keratin.Layers;

/// <summary>Names as Keras gives them: the class in snake_case, then <c>_1</c>, <c>_2</c> … in the order of creation.</summary>
internal static class AutoName
{
    private static readonly Lock s_lock = new();
    private static readonly Dictionary<string, int> s_used = [];

    /// <summary>The next name for a class.</summary>
    public static string Next(string className)
    {
        string name = Serialized.ToSnakeCase(className);
        lock (s_lock)
        {
            int number = s_used.GetValueOrDefault(name);
            s_used[name] = number + 1;
            return number == 0 ? name : $"{name}_{number}";
        }
    }

    /// <summary>Begins again at the bare name.</summary>
    public static void Clear()
    {
        lock (s_lock)
            s_used.Clear();
    }
}
