using Google.Protobuf;
using Keratin.Callbacks.Protos;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Callbacks;

/// <summary>A model's ops as TensorFlow describes graphs. The ops of a layer have names that begin with the layer's, so TensorBoard draws it as a box to open.</summary>
internal sealed class OpGraph
{
    private readonly GraphDef _graph = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<Variable, string> _variables = [];

    /// <summary>The description's bytes, as an event holds them.</summary>
    public static ByteString Of(Model model)
    {
        var writer = new OpGraph();
        FunctionalGraph layers = LayerGraph.Of(model);
        var names = new Dictionary<KerasTensor, string>(ReferenceEqualityComparer.Instance);
        foreach (KerasTensor input in layers.Inputs)
            names[input] = writer.Add(((Input)FunctionalGraph.OperationOf(input)).Name, "Placeholder", input.Shape, []);
        writer.AddCalls(layers, "", names);
        return writer._graph.ToByteString();
    }

    // Names has those of the inputs already.
    private void AddCalls(FunctionalGraph layers, string scope, Dictionary<KerasTensor, string> names)
    {
        foreach (KerasTensor node in layers.Calls)
        {
            if (names.ContainsKey(node))
                continue;
            names[node] = node.Op switch
            {
                LayerCallOp call => AddLayer(call.Layer, node, scope, [.. node.Inputs.Select(input => names[input])]),
                LayerResultOp => names[node.Inputs[0]],
                VariableOp variable => AddVariable(variable.Variable, scope),
                ScalarOp scalar => AddScalar(scalar.Value, scope),
                ConstantOp => Add($"{scope}Const", "Const", node.Shape, []),
                _ => Add($"{scope}{node.Op.Name}", node.Op.Name, node.Shape, node.Inputs.Select(input => names[input])),
            };
        }
    }

    private string AddLayer(Layer layer, KerasTensor call, string scope, IReadOnlyList<string> inputs)
    {
        string own = Unique($"{scope}{layer.Name}");
        FunctionalGraph inside = LayerGraph.Of(layer, [.. call.Inputs.Select(input => input.Shape)], call);
        var names = new Dictionary<KerasTensor, string>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inside.Inputs.Count; i++)
            names[inside.Inputs[i]] = inputs[i];
        AddCalls(inside, $"{own}/", names);
        string result = names[inside.Outputs[0]];
        // A layer that leaves everything as it is, such as dropout in a prediction, would not be seen.
        return inputs.Contains(result) ? Add($"{own}/{layer.ClassName}", layer.ClassName, call.Shape, [result]) : result;
    }

    // A weight that two calls share is one node.
    private string AddVariable(Variable variable, string scope) => _variables.TryGetValue(variable, out string? name)
        ? name
        : _variables[variable] = Add($"{scope}{variable.Name}", "VariableV2", variable.Shape, []);

    private string AddScalar(float value, string scope)
    {
        string name = Add($"{scope}Const", "Const", Keratin.Shape.Scalar, []);
        var tensor = new TensorProto { Dtype = DataType.DtFloat, TensorShape = new(), FloatVal = { value } };
        _graph.Node[^1].Attr["value"] = new AttrValue { Tensor = tensor };
        return name;
    }

    private string Add(string name, string op, Shape shape, IEnumerable<string> inputs)
    {
        var node = new NodeDef { Name = Unique(name), Op = op };
        node.Input.AddRange(inputs);
        node.Attr["dtype"] = new AttrValue { Type = DataType.DtFloat };
        // TensorBoard writes it on the edges.
        node.Attr["_output_shapes"] = new AttrValue { List = new() { Shape = { Summaries.Shape(shape.Select(length => length == Shape.Unknown ? -1 : length)) } } };
        _graph.Node.Add(node);
        return node.Name;
    }

    private string Unique(string name)
    {
        string free = name;
        for (int number = 1; !_names.Add(free); number++)
            free = $"{name}_{number}";
        return free;
    }
}
