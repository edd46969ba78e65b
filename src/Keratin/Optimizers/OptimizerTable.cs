using System.Text.Json.Nodes;

namespace Keratin.Optimizers;

/// <summary>Which class reads which name. One line each; names in files may also be in lower case.</summary>
internal static class OptimizerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Optimizer>> FromConfig =
        new Dictionary<string, Func<JsonObject, Optimizer>>(StringComparer.OrdinalIgnoreCase)
        {
            ["SGD"] = config => new SGD(Rate(config, 0.01f), (float?)config["momentum"] ?? 0, (bool?)config["nesterov"] ?? false).ReadCommon(config),
            ["RMSprop"] = config => new RMSprop(
                Rate(config, 0.001f), Number(config, "rho") ?? 0.9f, Number(config, "momentum") ?? 0, Number(config, "epsilon") ?? 1e-7f,
                (bool?)config["centered"] ?? false).ReadCommon(config),
            ["Adam"] = config => new Adam(
                Rate(config, 0.001f), Number(config, "beta_1") ?? 0.9f, Number(config, "beta_2") ?? 0.999f, Number(config, "epsilon") ?? 1e-7f,
                (bool?)config["amsgrad"] ?? false).ReadCommon(config),
        };

    // Old files call it lr.
    private static float Rate(JsonObject config, float fallback) => (config["learning_rate"] ?? config["lr"]) switch
    {
        null => fallback,
        JsonValue value => (float)value,
        var schedule => throw new ArgumentException($"Optimizer: expected a learning rate; got the schedule {schedule["class_name"]}."),
    };

    private static float? Number(JsonObject config, string key) => (float?)config[key];
}
