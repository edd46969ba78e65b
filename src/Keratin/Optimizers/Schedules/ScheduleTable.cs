using System.Text.Json.Nodes;

namespace Keratin.Optimizers.Schedules;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class ScheduleTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, LearningRateSchedule>> FromConfig =
        new Dictionary<string, Func<JsonObject, LearningRateSchedule>>
        {
            ["ExponentialDecay"] = config => new ExponentialDecay(
                Needed(config, "initial_learning_rate"), Needed(config, "decay_steps"), Needed(config, "decay_rate"), Flag(config, "staircase"))
            { Name = Name(config, "ExponentialDecay") },
            ["InverseTimeDecay"] = config => new InverseTimeDecay(
                Needed(config, "initial_learning_rate"), Needed(config, "decay_steps"), Needed(config, "decay_rate"), Flag(config, "staircase"))
            { Name = Name(config, "InverseTimeDecay") },
            ["PiecewiseConstantDecay"] = config => new PiecewiseConstantDecay(Numbers(config, "boundaries"), Numbers(config, "values"))
            { Name = Name(config, "PiecewiseConstant") },
            ["PolynomialDecay"] = config => new PolynomialDecay(
                Needed(config, "initial_learning_rate"), Needed(config, "decay_steps"), (float?)config["end_learning_rate"] ?? 0.0001f,
                (float?)config["power"] ?? 1, Flag(config, "cycle"))
            { Name = Name(config, "PolynomialDecay") },
            ["CosineDecay"] = config => new CosineDecay(
                Needed(config, "initial_learning_rate"), Needed(config, "decay_steps"), (float?)config["alpha"] ?? 0,
                (float?)config["warmup_target"], (float?)config["warmup_steps"] ?? 0)
            { Name = Name(config, "CosineDecay") },
            ["CosineDecayRestarts"] = config => new CosineDecayRestarts(
                Needed(config, "initial_learning_rate"), Needed(config, "first_decay_steps"), (float?)config["t_mul"] ?? 2,
                (float?)config["m_mul"] ?? 1, (float?)config["alpha"] ?? 0)
            { Name = Name(config, "SGDRDecay") },
        };

    private static float Needed(JsonObject config, string key) => (float?)config[key]
        ?? throw new InvalidDataException($"Learning rate schedule: expected a number as {key}; got none.");

    private static float[] Numbers(JsonObject config, string key) => config[key] is JsonArray list ? [.. list.Select(node => (float)node!)]
        : throw new InvalidDataException($"Learning rate schedule: expected numbers as {key}; got none.");

    private static bool Flag(JsonObject config, string key) => (bool?)config[key] ?? false;

    private static string? Name(JsonObject config, string fallback) => config.ContainsKey("name") ? (string?)config["name"] : fallback;
}
