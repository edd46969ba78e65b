using System.Text.Json.Nodes;
using Keratin.Models;

namespace Keratin.Visualization.Reporting;

/// <summary>What a compiled model knows of how it is trained: loss, metrics, and the optimizer with all that can be set.</summary>
internal static class ModelSettings
{
    // Keras has them, Keratin's optimizers do not; and what is said otherwise.
    private static readonly string[] s_left = ["name", "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps"];

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
        .Where(member => !s_left.Contains(member.Key))
        .Select(member => (member.Key == "learning_rate" ? "learning rate" : $"{of}: {member.Key.Replace('_', ' ')}", Text(member.Value)));

    private static string Text(JsonNode? value) => value switch
    {
        null => "none",
        JsonValue text when text.TryGetValue(out string? words) => words,
        _ => value.ToJsonString().ToLowerInvariant(),
    };
}
