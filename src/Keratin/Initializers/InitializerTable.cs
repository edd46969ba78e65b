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
        ["Identity"] = config => new Identity((float?)config["gain"] ?? 1),
        ["Orthogonal"] = config => new Orthogonal((float?)config["gain"] ?? 1) { Seed = SeedOf(config) },
        ["RandomUniform"] = config => new RandomUniform((float?)config["minval"] ?? -0.05f, (float?)config["maxval"] ?? 0.05f) { Seed = SeedOf(config) },
        ["RandomNormal"] = config => new RandomNormal((float?)config["mean"] ?? 0, (float?)config["stddev"] ?? 0.05f) { Seed = SeedOf(config) },
        ["TruncatedNormal"] = config => new TruncatedNormal((float?)config["mean"] ?? 0, (float?)config["stddev"] ?? 0.05f) { Seed = SeedOf(config) },
        ["VarianceScaling"] = config => new VarianceScaling(
            (float?)config["scale"] ?? 1, (string?)config["mode"] ?? "fan_in", (string?)config["distribution"] ?? "truncated_normal")
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["GlorotUniform"] = config => new GlorotUniform
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["GlorotNormal"] = config => new GlorotNormal
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["HeUniform"] = config => new HeUniform
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["HeNormal"] = config => new HeNormal
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["LecunUniform"] = config => new LecunUniform
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["LecunNormal"] = config => new LecunNormal
        { Seed = SeedOf(config), InputAxes = AxesOf(config, "input_axes"), OutputAxes = AxesOf(config, "output_axes") },
        ["STFT"] = config => new STFT(
            (string?)config["side"] ?? "real", NameOf(config, "window", "hann"), NameOf(config, "scaling", "density"), (bool?)config["periodic"] ?? false)
        { WindowValues = config["window"] is JsonArray values ? [.. values.Select(value => (float)value!)] : null },
    };

    // Other names by which Keras finds a class.
    private static readonly Dictionary<string, string> s_aliases = new()
    {
        ["zero"] = "Zeros",
        ["one"] = "Ones",
        ["uniform"] = "RandomUniform",
        ["normal"] = "RandomNormal",
        ["IdentityInitializer"] = "Identity",
        ["OrthogonalInitializer"] = "Orthogonal",
        ["STFTInitializer"] = "STFT",
        ["stft"] = "STFT",
    };

    /// <summary>The initializer that a name or a configuration means.</summary>
    public static Initializer Create(JsonNode node)
    {
        var (name, config) = Serialized.Unwrap(node);
        return s_aliases.TryGetValue(name, out string? known) ? FromConfig[known](config) : Serialized.Create("Initializer", node, FromConfig);
    }

    // A seed may be a serialised generator; it only matters for weights that are drawn anew.
    private static int? SeedOf(JsonObject config) => config["seed"] is JsonValue value && value.TryGetValue(out int seed) ? seed : null;

    private static int[]? AxesOf(JsonObject config, string key) => config[key] is JsonArray axes ? [.. axes.Select(axis => (int)axis!)] : null;

    // Null is a value of its own here.
    private static string? NameOf(JsonObject config, string key, string fallback) => config.TryGetPropertyValue(key, out JsonNode? node)
        ? node is JsonValue ? (string?)node : null : fallback;
}
