using System.Text.Json.Nodes;

namespace Keratin.Constraints;

/// <summary>Which class reads which name of a file. One line each; Keras' older names beside.</summary>
internal static class ConstraintTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Constraint>> FromConfig = new Dictionary<string, Func<JsonObject, Constraint>>
    {
        ["MaxNorm"] = config => new MaxNorm((float?)config["max_value"] ?? 2, Axes(config)),
        ["NonNeg"] = _ => new NonNeg(),
        ["NonNegative"] = _ => new NonNeg(),
        ["UnitNorm"] = config => new UnitNorm(Axes(config)),
        ["MinMaxNorm"] = config => new MinMaxNorm(
            (float?)config["min_value"] ?? 0, (float?)config["max_value"] ?? 1, (float?)config["rate"] ?? 1, Axes(config)),
    };

    private static int[] Axes(JsonObject config) => config["axis"] switch
    {
        null => [0],
        JsonArray axes => [.. axes.Select(axis => (int)axis!)],
        var axis => [(int)axis],
    };
}
