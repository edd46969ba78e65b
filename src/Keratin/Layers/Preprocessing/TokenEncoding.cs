namespace Keratin.Layers;

/// <summary>Turns whole numbers into rows as long as there are tokens, as Keras' layers for categories do.</summary>
internal static class TokenEncoding
{
    private static readonly string[] s_names = ["int", "one_hot", "multi_hot", "count"];

    public static string ToJson(OutputMode mode) => s_names[(int)mode];

    public static OutputMode Read(string? name, OutputMode fallback) => name switch
    {
        null => fallback,
        // Its name in older versions.
        "binary" => OutputMode.MultiHot,
        _ when Array.IndexOf(s_names, name) is >= 0 and int index => (OutputMode)index,
        _ => throw new InvalidDataException($"Configuration: expected output_mode {string.Join(", ", s_names)}; got '{name}'."),
    };

    /// <summary>The rows; of several tokens in a sample, those along axis 1 (or 0, if there is no other) are joined.</summary>
    /// <param name="tokens">Whole numbers.</param>
    /// <param name="count">How many tokens there are.</param>
    /// <param name="mode">What the rows hold.</param>
    /// <param name="weights">What each token counts, for <c>Count</c>.</param>
    public static KerasTensor Encode(KerasTensor tokens, int count, OutputMode mode, KerasTensor? weights = null)
    {
        KerasTensor x = tokens.Rank == 0 ? tokens.Reshape([1]) : tokens;
        if (mode == OutputMode.Int)
            return tokens;
        if (mode == OutputMode.OneHot)
            return (x.Rank > 1 && x.Shape[^1] == 1 ? x.Reshape(x.Shape[..^1]) : x).OneHot(count);
        KerasTensor rows = x.OneHot(count);
        int axis = x.Rank > 1 ? 1 : 0;
        if (mode == OutputMode.MultiHot)
            return rows.Max([axis]);
        return (weights is null ? rows : rows * weights.Reshape([.. weights.Shape, 1])).Sum([axis]);
    }
}
