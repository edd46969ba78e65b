using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Saving;

/// <summary>Describes a model as Keras does in config.json.</summary>
internal sealed class ModelWriter
{
    private readonly Dictionary<Layer, int> _mentions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Layer, int> _shared = new(ReferenceEqualityComparer.Instance);

    private ModelWriter(Model model) => CountMentions(model);

    /// <summary>The model's description.</summary>
    /// <exception cref="NotSupportedException">It has a part that cannot be described by values.</exception>
    public static JsonObject Write(Model model)
    {
        JsonObject node = WriteLayers(model);
        node["compile_config"] = CompileConfig.Write(model);
        return node;
    }

    /// <summary>The model's description without how it is trained.</summary>
    /// <exception cref="NotSupportedException">It has a part that cannot be described by values.</exception>
    public static JsonObject WriteLayers(Model model) => new ModelWriter(model).Describe(model);

    /// <summary>A layer's or a nested model's entry.</summary>
    public JsonObject Describe(Layer layer)
    {
        JsonObject node = layer switch
        {
            Sequential model => DescribeSequential(model),
            Model { Graph: { } graph } model => DescribeFunctional(model, graph),
            Model model => throw Refuse(model),
            _ => DescribeLayer(layer),
        };
        if (_mentions.GetValueOrDefault(layer) > 1)
            node["shared_object_id"] = _shared.TryGetValue(layer, out int id) ? id : _shared[layer] = _shared.Count + 1;
        return node;
    }

    private JsonObject DescribeLayer(Layer layer)
    {
        if (Lambdas(layer).FirstOrDefault() is { } code)
            throw Refuse(code);
        bool isKnown = LayerTable.FromConfig.ContainsKey(layer.ClassName);
        JsonObject node = Serialized.Wrap("keras.layers", layer.ClassName, NestedLayer.Describing(Describe, () => layer.Config));
        if (!isKnown)
        {
            node["module"] = null;
            node["registered_name"] = $"Custom>{layer.ClassName}";
        }
        if (layer is not Input && layer.IsBuilt)
            node["build_config"] = new JsonObject { ["input_shape"] = ShapesOf(layer) };
        return node;
    }

    private JsonObject DescribeSequential(Sequential model)
    {
        JsonObject config = model.Config;
        config["layers"] = new JsonArray([.. LayersOf(model).Select(Describe)]);
        JsonObject node = Serialized.Wrap("keras", "Sequential", config);
        if (model.IsBuilt)
        {
            config["build_input_shape"] = ShapesOf(model);
            node["build_config"] = new JsonObject { ["input_shape"] = ShapesOf(model) };
        }
        node["compile_config"] = new JsonObject();
        return node;
    }

    private JsonObject DescribeFunctional(Model model, FunctionalGraph graph)
    {
        JsonObject config = new() { ["name"] = model.Name, ["trainable"] = model.Trainable };
        new FunctionalWriter(model, graph, this).Write(config);
        JsonObject node = Serialized.Wrap("keras.src.models.functional", "Functional", config);
        node["registered_name"] = "Functional";
        node["build_config"] = new JsonObject { ["input_shape"] = null };
        node["compile_config"] = new JsonObject();
        return node;
    }

    private static JsonArray ShapesOf(Layer layer)
    {
        IReadOnlyList<Shape> shapes = layer is Sequential { InputLayer: { } input } ? [input.BatchShape] : layer.InputShapes;
        return shapes.Count == 1 ? LayerConfig.ToJson(shapes[0]) : new JsonArray([.. shapes.Select(LayerConfig.ToJson)]);
    }

    private static IEnumerable<Layer> LayersOf(Sequential model) => model.InputLayer is { } input ? model.Layers.Prepend(input) : model.Layers;

    // A layer that two models have is written twice, under one number.
    private void CountMentions(Layer layer)
    {
        _mentions[layer] = _mentions.GetValueOrDefault(layer) + 1;
        if (_mentions[layer] > 1)
            return;
        IEnumerable<Layer> inner = layer switch
        {
            Sequential model => LayersOf(model),
            Model { Graph: { } graph } => graph.Layers,
            _ => layer.Sublayers,
        };
        foreach (Layer part in inner)
            CountMentions(part);
    }

    private static IEnumerable<Lambda> Lambdas(Layer layer) => layer is Lambda code ? [code] : layer.Sublayers.SelectMany(Lambdas);

    private static NotSupportedException Refuse(Lambda layer) => new(
        $"{layer}: the model cannot be saved as .keras.\n  expected: layers that are described by values\n  got:      a function, which no file can hold\n" +
        "  hint:     write it as a layer of its own and name that in customObjects, or use SaveWeights and LoadWeights");

    private static NotSupportedException Refuse(Model model) => new(
        $"{model}: the model cannot be saved as .keras.\n  expected: a Sequential, or a model made of inputs and outputs\n" +
        $"  got:      a class of its own, {model.ClassName}, whose Call no file can hold\n" +
        "  hint:     describe it as new Model(inputs, outputs), or keep the class and use SaveWeights and LoadWeights");
}
