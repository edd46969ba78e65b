using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;
using Keratin.Regularizers;

namespace Keratin.Saving;

/// <summary>Makes layers and models of their configurations.</summary>
internal sealed class ModelReader(LoadContext context)
{
    // Spellings of older versions for what layers write under another name.
    private static readonly string[] s_outdated = ["batch_input_shape", "batch_shape", "input_shape", "input_dim", "output_dim", "p", "noise_shape"];

    private readonly Dictionary<Layer, long> _calls = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many layers one call of this layer calls, itself included.</summary>
    public long CallsOf(Layer layer) => _calls.GetValueOrDefault(layer, 1);

    /// <summary>Says how many layers one call of a nested model calls.</summary>
    public void SetCalls(Model model, long calls) => _calls[model] = 1 + calls;

    /// <summary>The model a whole file describes.</summary>
    public Model ReadModel(JsonObject node) =>
        Read(node) as Model ?? throw context.Refuse(KerasContents.ConfigEntry, $"expected a model; got {ConfigScan.Short(node)}");

    /// <summary>A layer or a nested model.</summary>
    public Layer Read(JsonObject node)
    {
        long? shared = node["shared_object_id"] is JsonValue value && value.TryGetValue(out long id) ? id : null;
        if (shared is { } known && context.Shared.TryGetValue(known, out Layer? layer))
            return layer;
        string className = ConfigScan.Text(node["class_name"])!;
        if (node["config"] is not JsonObject config)
            throw context.Refuse(KerasContents.ConfigEntry, $"'{className}': expected a config; got {ConfigScan.Short(node["config"])}");
        config["name"] ??= ConfigScan.Text(node["name"]) ?? AutoName.Next(className);
        string place = $"{KerasContents.ConfigEntry}, {className} '{ConfigScan.Text(config["name"])}'";
        layer = context.At(place, () => Create(node, className, config, place));
        if (shared is { } number)
            context.Shared[number] = layer;
        return layer;
    }

    private Layer Create(JsonObject node, string className, JsonObject config, string place)
    {
        if (context.CustomObjects.TryGetValue(className, out Func<JsonObject, Layer>? custom))
            return Finish(NestedLayer.Reading(Read, () => custom(config)) ?? throw new InvalidOperationException("the function in customObjects gave null"), config, place);
        if (ConfigScan.IsModel(className))
        {
            Model model = className == "Sequential" ? ReadSequential(node, config, place) : new FunctionalReader(context, this).Read(config, place);
            context.SetTrainable(model, (bool?)config["trainable"] ?? true);
            return model;
        }
        CheckDType(config, className, place);
        return Finish(NestedLayer.Reading(Read, () => LayerTable.FromConfig[className](config)), config, place);
    }

    // What every layer has, and what this one does not know.
    private Layer Finish(Layer layer, JsonObject config, string place)
    {
        layer.Name = (string)config["name"]!;
        layer.ActivityRegularizer = Regularizer.Deserialize(config["activity_regularizer"]);
        context.SetTrainable(layer, (bool?)config["trainable"] ?? true);
        JsonObject own = layer.Config, unknown = [];
        foreach (var (key, value) in config)
        {
            if (own[key] is not null || (value is null && own.ContainsKey(key)) || s_outdated.Contains(key))
                continue;
            unknown[key] = value?.DeepClone();
            if (value is not null && own.ContainsKey(key) && key != "seed")
                context.Warn($"{place}: {key} {ConfigScan.Short(value)} is kept, but does nothing here.");
        }
        layer.UnknownConfig = unknown.Count > 0 ? unknown : null;
        return layer;
    }

    private Sequential ReadSequential(JsonObject node, JsonObject config, string place)
    {
        JsonObject[] nodes = LayerNodes(config, place);
        context.CountCalls(nodes.Length, place);
        Layer[] layers = [.. nodes.Select(Read)];
        var model = new Sequential(layers, (string)config["name"]!);
        SetCalls(model, layers.Sum(CallsOf));
        context.CountCalls(CallsOf(model), place);
        if (!model.IsBuilt && layers.Length > 0)
            BuildWithoutInput(model, nodes, InputShape(node, config, nodes[0]));
        return model;
    }

    // Without an input the file may say what the whole got, or each layer; else it was never built.
    private static void BuildWithoutInput(Sequential model, JsonObject[] nodes, Shape? input)
    {
        if (input is not null)
        {
            model.Build(input);
            return;
        }
        for (int i = 0; i < nodes.Length; i++)
        {
            if (Shapes((nodes[i]["build_config"] as JsonObject)?["input_shape"]) is { Count: > 0 } shapes)
                model.Layers[i].EnsureBuilt(shapes);
        }
    }

    private static Shape? InputShape(JsonObject node, JsonObject config, JsonObject first)
    {
        JsonObject? firstConfig = first["config"] as JsonObject;
        JsonNode?[] candidates =
        [
            config["build_input_shape"], firstConfig?["batch_input_shape"], firstConfig?["batch_shape"], (node["build_config"] as JsonObject)?["input_shape"],
        ];
        return candidates.Select(Shapes).FirstOrDefault(shapes => shapes is [_])?[0];
    }

    /// <summary>One shape, or a list of them; null for anything else.</summary>
    private static List<Shape>? Shapes(JsonNode? node) => node switch
    {
        JsonArray { Count: > 0 } array when array.All(length => length is null or JsonValue) => [LayerConfig.Shape(array)],
        JsonArray { Count: > 0 } array when array.All(shape => shape is JsonArray) => [.. array.Select(shape => LayerConfig.Shape((JsonArray)shape!))],
        _ => null,
    };

    /// <summary>The layers' entries of a model's configuration.</summary>
    public JsonObject[] LayerNodes(JsonObject config, string place)
    {
        if (config["layers"] is not JsonArray layers || !layers.All(layer => layer is JsonObject))
            throw context.Refuse(place, $"expected a list of layers; got {ConfigScan.Short(config["layers"])}");
        return [.. layers.Cast<JsonObject>()];
    }

    // Numbers are float32 here. Other kinds of floats are converted; of numbers that are no floats nothing is known.
    private void CheckDType(JsonObject config, string className, string place)
    {
        JsonNode? dtype = config["dtype"] is JsonObject policy ? (policy["config"] as JsonObject)?["name"] : config["dtype"];
        switch (ConfigScan.Text(dtype))
        {
            case null or "float32":
                return;
            case "float16" or "bfloat16" or "float64" or "mixed_float16" or "mixed_bfloat16":
                context.Warn($"{place}: dtype {dtype} is read as float32.");
                return;
            // An input of class indices may say so.
            case var _ when className == "InputLayer":
                return;
            default:
                throw new InvalidDataException($"expected dtype float32, float16, bfloat16, float64 or a mixed policy; got '{dtype}'.");
        }
    }
}
