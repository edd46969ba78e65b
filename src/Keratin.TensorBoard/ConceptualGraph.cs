using System.Text.Json.Nodes;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Callbacks;

/// <summary>A model's layers in the form of Keras' <c>to_json</c>, as far as TensorBoard reads it to draw the conceptual graph.</summary>
/// <remarks>
/// Every model is written as a functional one, also a list of layers or a class of its own. Inputs are named by the layer alone, since TensorBoard
/// joins these names with the model's; numbers among the arguments are left out, since it takes each for a layer.
/// </remarks>
internal static class ConceptualGraph
{
    /// <summary>The JSON text.</summary>
    public static string Of(Model model) => Describe(model, LayerGraph.Of(model)).ToJsonString();

    private static JsonObject Describe(Layer model, FunctionalGraph graph)
    {
        Dictionary<object, string> names = Names(graph);
        JsonObject config = new()
        {
            ["name"] = model.Name,
            ["layers"] = new JsonArray([.. graph.Operations.Where(names.ContainsKey).Select(operation => Describe(operation, graph, names))]),
            ["input_layers"] = new JsonArray([.. graph.Inputs.Select(input => JsonValue.Create(names[FunctionalGraph.OperationOf(input)]))]),
            ["output_layers"] = new JsonArray([.. graph.Outputs.Select(output => Source(output, names))]),
        };
        return new() { ["class_name"] = "Functional", ["config"] = config };
    }

    private static JsonObject Describe(object operation, FunctionalGraph graph, Dictionary<object, string> names)
    {
        IReadOnlyList<KerasTensor> calls = graph.CallsOf(operation);
        JsonObject node = operation switch
        {
            Model model => Describe(model, LayerGraph.Of(model, [.. calls[0].Inputs.Select(input => input.Shape)])),
            Layer layer => new() { ["class_name"] = layer.ClassName, ["config"] = layer.Config },
            KerasTensor op => new() { ["class_name"] = op.Op.Name, ["config"] = new JsonObject { ["name"] = names[op], ["dtype"] = "float32" } },
            _ => throw new InvalidOperationException($"ConceptualGraph: expected a layer or a node; got {operation}."),
        };
        node["name"] = names[operation];
        node["inbound_nodes"] = new JsonArray([.. calls.Where(call => call.Inputs.Count > 0).Select(call => Inbound(call, names))]);
        return node;
    }

    private static JsonObject Inbound(KerasTensor call, Dictionary<object, string> names)
    {
        IEnumerable<KerasTensor> inputs = call.Inputs.Where(input => names.ContainsKey(FunctionalGraph.OperationOf(input)));
        return new()
        {
            ["args"] = new JsonArray([.. inputs.Select(input => new JsonObject
            {
                ["class_name"] = "__keras_tensor__",
                ["config"] = new JsonObject { ["keras_history"] = Source(input, names) },
            })]),
            ["kwargs"] = new JsonObject(),
        };
    }

    private static JsonArray Source(KerasTensor tensor, Dictionary<object, string> names) => [names[FunctionalGraph.OperationOf(tensor)], 0, 0];

    // Layers have names; ops that were used directly get one. Constants are no nodes of the picture.
    private static Dictionary<object, string> Names(FunctionalGraph graph)
    {
        var names = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (Layer layer in graph.Layers)
        {
            taken.Add(layer.Name);
            names[layer] = layer.Name;
        }
        foreach (KerasTensor op in graph.Operations.OfType<KerasTensor>().Where(op => op.Op is not (ScalarOp or ConstantOp)))
        {
            string name = Serialized.ToSnakeCase(op.Op.Name), free = name;
            for (int number = 1; !taken.Add(free); number++)
                free = $"{name}_{number}";
            names[op] = free;
        }
        return names;
    }
}
