using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class InitializerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Initializer>> FromConfig = new Dictionary<string, Func<JsonObject, Initializer>>
    {
        ["Zeros"] = _ => new Zeros(),
        ["Ones"] = _ => new Ones(),
        ["Constant"] = config => new Constant((float?)config["value"] ?? 0),
        ["RandomUniform"] = config => new RandomUniform((float?)config["minval"] ?? -0.05f, (float?)config["maxval"] ?? 0.05f) { Seed = SeedOf(config) },
        ["RandomNormal"] = config => new RandomNormal((float?)config["mean"] ?? 0, (float?)config["stddev"] ?? 0.05f) { Seed = SeedOf(config) },
        ["TruncatedNormal"] = config => new TruncatedNormal((float?)config["mean"] ?? 0, (float?)config["stddev"] ?? 0.05f) { Seed = SeedOf(config) },
        ["VarianceScaling"] = config => new VarianceScaling(
            (float?)config["scale"] ?? 1, (string?)config["mode"] ?? "fan_in", (string?)config["distribution"] ?? "truncated_normal")
        { Seed = SeedOf(config) },
        ["GlorotUniform"] = config => new GlorotUniform { Seed = SeedOf(config) },
        ["GlorotNormal"] = config => new GlorotNormal { Seed = SeedOf(config) },
        ["HeUniform"] = config => new HeUniform { Seed = SeedOf(config) },
        ["HeNormal"] = config => new HeNormal { Seed = SeedOf(config) },
        ["LecunUniform"] = config => new LecunUniform { Seed = SeedOf(config) },
        ["LecunNormal"] = config => new LecunNormal { Seed = SeedOf(config) },
    };

    // A seed may be a serialised generator; it only matters for weights that are drawn anew.
    private static int? SeedOf(JsonObject config) => config["seed"] is JsonValue value && value.TryGetValue(out int seed) ? seed : null;
}
