using System.Text.Json.Nodes;
using Keratin.Losses;
using Keratin.Metrics;
using Keratin.Models;
using Keratin.Optimizers;

namespace Keratin.Saving;

/// <summary>How a model is trained, as Keras' files have it: <c>compile_config</c>.</summary>
internal static class CompileConfig
{
    // Names that mean a metric only once the shapes are known.
    private static readonly string[] s_byShape = ["accuracy", "acc", "crossentropy", "ce"];

    /// <summary>Describes optimizer, loss and metrics; empty for a model that is not compiled.</summary>
    public static JsonObject Write(Model model)
    {
        if (!model.IsCompiled)
            return [];
        JsonArray metrics = [.. model.Metrics.Select(spec => spec.Metric?.Serialize() ?? (JsonNode)JsonValue.Create(spec.Name!))];
        return new()
        {
            ["optimizer"] = model.Optimizer!.Serialize(),
            ["loss"] = model.Loss!.Serialize(),
            ["loss_weights"] = null,
            ["metrics"] = metrics.Count > 0 ? metrics : null,
            ["weighted_metrics"] = null,
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = "auto",
        };
    }

    /// <summary>Compiles a model as the file says. What is not known leaves it uncompiled, with a warning: it can still be asked.</summary>
    public static void Read(JsonNode? node, Model model, LoadContext context)
    {
        if (node is not JsonObject { Count: > 0 } config)
            return;
        try
        {
            // Keras' own default, where a file has none.
            JsonNode named = config["optimizer"] ?? JsonValue.Create("rmsprop");
            Optimizer optimizer = Optimizer.Deserialize(named);
            Loss loss = Loss.Deserialize(OneOutput(config["loss"], "loss") ?? throw new InvalidDataException("expected a loss; got none"));
            model.Compile(optimizer, loss, [.. Metrics(config["metrics"])]);
            WarnOfIgnored(config, named, optimizer, context);
        }
        catch (Exception refused) when (LoadContext.IsBadContent(refused))
        {
            context.Warn($"compile_config: the model is loaded uncompiled: {refused.Message}");
        }
    }

    private static IEnumerable<MetricSpec> Metrics(JsonNode? node)
    {
        while (node is JsonArray { Count: 1 } inner && inner[0] is JsonArray)
            node = inner[0];
        IEnumerable<JsonNode?> items = node switch
        {
            null => [],
            JsonArray list => list,
            JsonObject byOutput when byOutput["class_name"] is null => OneOutput(node, "metrics") is JsonArray list ? list : [OneOutput(node, "metrics")],
            _ => [node],
        };
        return items.Select(Metric);
    }

    private static MetricSpec Metric(JsonNode? node)
    {
        string name = Serialized.Unwrap(node ?? throw new InvalidDataException("expected a metric; got null")).ClassName;
        if (s_byShape.Contains(name))
            return MetricSpec.FromString(name);
        Metric metric = MetricTable.Deserialize(node);
        return node is JsonValue ? MetricSpec.FromString(name) : MetricSpec.FromMetric(metric);
    }

    // A model with one output may have a list of one, or a dictionary with that output's name.
    private static JsonNode? OneOutput(JsonNode? node, string what) => node switch
    {
        JsonArray { Count: 1 } list => list[0],
        JsonObject { Count: 1 } byName when byName["class_name"] is null => byName.First().Value,
        JsonArray or JsonObject when (node as JsonObject)?["class_name"] is null =>
            throw new InvalidDataException($"expected {what} for one output; got {ConfigScan.Short(node)}"),
        _ => node,
    };

    private static void WarnOfIgnored(JsonObject config, JsonNode optimizer, Optimizer made, LoadContext context)
    {
        foreach (string key in (string[])["loss_weights", "weighted_metrics"])
        {
            if (config[key] is JsonValue or JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
                context.Warn($"compile_config: {key} {ConfigScan.Short(config[key])} is ignored.");
        }
        JsonObject own = made.Config;
        foreach (var (key, value) in Serialized.Unwrap(optimizer).Config)
        {
            if (value is not null && own.ContainsKey(key) && own[key] is null)
                context.Warn($"compile_config, {made.ClassName}: {key} {ConfigScan.Short(value)} is ignored.");
        }
    }
}
