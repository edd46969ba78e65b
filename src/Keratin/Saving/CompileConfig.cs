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
        CompileSettings settings = model.Settings!;
        return new()
        {
            ["optimizer"] = settings.Optimizer?.Serialize(),
            ["loss"] = Single(settings.Losses, loss => loss?.Serialize()),
            ["loss_weights"] = settings.LossWeights is null ? null : new JsonArray([.. settings.LossWeights.Select(weight => JsonValue.Create(weight))]),
            ["metrics"] = Metrics(settings.Metrics),
            ["weighted_metrics"] = Metrics(settings.WeightedMetrics),
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
            IReadOnlyList<string> names = model.Graph is null ? ["output"] : model.OutputNames;
            IReadOnlyList<Loss?> losses = [.. PerOutput(config["loss"], names).Select(node => node is null ? null : Loss.Deserialize(node))];
            if (losses.All(loss => loss is null))
                throw new InvalidDataException("expected a loss; got none");
            float[]? weights = config["loss_weights"] is null ? null
                : [.. PerOutput(config["loss_weights"], names).Select(node => node is null ? 1 : (float)node)];
            var settings = new CompileSettings(optimizer, losses, weights, Specs(config["metrics"], names), Specs(config["weighted_metrics"], names));
            settings.Check("compile_config", names.Count);
            model.SetSettings(settings);
            WarnOfIgnored(config, named, optimizer, context);
        }
        catch (Exception refused) when (LoadContext.IsBadContent(refused))
        {
            context.Warn($"compile_config: the model is loaded uncompiled: {refused.Message}");
        }
    }

    // One entry goes for the only output, or for all.
    private static JsonNode? Single<T>(IReadOnlyList<T> items, Func<T, JsonNode?> write) => items.Count switch
    {
        0 => null,
        1 => write(items[0]),
        _ => new JsonArray([.. items.Select(write)]),
    };

    private static JsonNode? Metrics(IReadOnlyList<IReadOnlyList<MetricSpec>> specs) => specs.All(list => list.Count == 0) ? null : Single(specs, Metrics);

    private static JsonArray Metrics(IReadOnlyList<MetricSpec> specs) =>
        new([.. specs.Select(spec => spec.Metric?.Serialize() ?? (JsonNode)JsonValue.Create(spec.Name!))]);

    // What is said of each output: one thing, a list in their order, or an object by their names.
    private static IReadOnlyList<JsonNode?> PerOutput(JsonNode? node, IReadOnlyList<string> names) => node switch
    {
        JsonArray list when list.Count == names.Count => [.. list],
        JsonArray => throw new InvalidDataException($"expected an entry for each of {names.Count} outputs; got {ConfigScan.Short(node)}"),
        // A model with one output may have an object with whatever name that output had.
        JsonObject { Count: 1 } byName when names.Count == 1 && byName["class_name"] is null => [byName.First().Value],
        JsonObject byName when byName["class_name"] is null => byName.All(entry => names.Contains(entry.Key))
            ? [.. names.Select(name => byName[name])]
            : throw new InvalidDataException($"expected entries for outputs {string.Join(", ", names)}; got {ConfigScan.Short(node)}"),
        _ => [node],
    };

    // Of one output the list itself may say all, or be wrapped once more.
    private static IReadOnlyList<IReadOnlyList<MetricSpec>> Specs(JsonNode? node, IReadOnlyList<string> names)
    {
        while (names.Count == 1 && node is JsonArray { Count: 1 } inner && inner[0] is JsonArray)
            node = inner[0];
        return node switch
        {
            null => [],
            JsonArray list when names.Count == 1 => [[.. list.Select(Metric)]],
            _ => [.. PerOutput(node, names).Select(entry => (IReadOnlyList<MetricSpec>)(entry switch
            {
                null => [],
                JsonArray list => [.. list.Select(Metric)],
                _ => [Metric(entry)],
            }))],
        };
    }

    private static MetricSpec Metric(JsonNode? node)
    {
        string name = Serialized.Unwrap(node ?? throw new InvalidDataException("expected a metric; got null")).ClassName;
        if (s_byShape.Contains(name))
            return MetricSpec.FromString(name);
        Metric metric = MetricTable.Deserialize(node);
        return node is JsonValue ? MetricSpec.FromString(name) : MetricSpec.FromMetric(metric);
    }

    private static void WarnOfIgnored(JsonObject config, JsonNode optimizer, Optimizer made, LoadContext context)
    {
        JsonObject own = made.Config;
        foreach (var (key, value) in Serialized.Unwrap(optimizer).Config)
        {
            if (value is not null && own.ContainsKey(key) && own[key] is null)
                context.Warn($"compile_config, {made.ClassName}: {key} {ConfigScan.Short(value)} is ignored.");
        }
    }
}
