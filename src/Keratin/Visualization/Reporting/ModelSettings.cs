using System.Text.Json.Nodes;
using Keratin.Models;

namespace Keratin.Visualization.Reporting;

/// <summary>What a compiled model knows of how it is trained: loss, metrics, and the optimizer with all that can be set.</summary>
internal static class ModelSettings
{
    // Said only where they are set.
    private static readonly string[] s_rare = ["ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"];

    public static IEnumerable<(string Name, string Value)> Of(Model model)
    {
        if (!model.IsCompiled)
            return [];
        JsonObject optimizer = model.Optimizer!.Config, loss = model.Loss!.Config;
        string metrics = string.Join(", ", model.Metrics.Select(spec => spec.Name ?? spec.Metric!.Name));
        return
        [
            ("loss", model.Loss.ClassName), .. Members("loss", loss), ("metrics", metrics.Length == 0 ? "none" : metrics),
            ("optimizer", model.Optimizer.ClassName), .. Members("optimizer", optimizer),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Members(string of, JsonObject config) => config
        .Where(member => member.Key != "name" && (member.Value is not null || !s_rare.Contains(member.Key)))
        .Select(member => (member.Key == "learning_rate" ? "learning rate" : $"{of}: {member.Key.Replace('_', ' ')}", Text(member.Value)));

    private static string Text(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue text when text.TryGetValue(out string? words) => words,
        JsonObject schedule when schedule["config"] is JsonObject config =>
            $"{Text(schedule["class_name"])}, {string.Join(", ", config.Where(member => member.Key != "name").Select(Said))}",
        _ => value.ToJsonString().ToLowerInvariant(),
    };

    private static string Said(KeyValuePair<string, JsonNode?> member) => $"{member.Key.Replace('_', ' ')} {Text(member.Value)}";
}
