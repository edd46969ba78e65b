using System.Text.Json.Nodes;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Saving;

/// <summary>Describes a functional model's layers and their calls, in Keras' operation order.</summary>
internal sealed class FunctionalWriter
{
    private readonly Model _model;
    private readonly FunctionalGraph _graph;
    private readonly ModelWriter _layers;
    private readonly List<object> _operations;
    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, List<KerasTensor>> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<KerasTensor, (string Name, int Node)> _sources = new(ReferenceEqualityComparer.Instance);

    public FunctionalWriter(Model model, FunctionalGraph graph, ModelWriter layers)
    {
        (_model, _graph, _layers) = (model, graph, layers);
        _operations = [.. graph.Operations.Where(operation => operation is not KerasTensor { Op: ScalarOp or ConstantOp })];
        NameOperations();
        NumberCalls();
    }

    /// <summary>Adds layers, inputs and outputs to a model's configuration.</summary>
    public void Write(JsonObject config)
    {
        config["layers"] = new JsonArray([.. _operations.Select(Describe)]);
        config["input_layers"] = Sources(_graph.Inputs);
        config["output_layers"] = Sources(_graph.Outputs);
    }

    // Layers have names of their own. An operation gets one as Keras would give it, the first that is free.
    private void NameOperations()
    {
        var taken = new HashSet<string>();
        foreach (Layer layer in _graph.Layers)
        {
            if (!taken.Add(layer.Name))
                throw new InvalidOperationException($"{_model}: expected layers of different names; got '{layer.Name}' twice.");
            _names[layer] = layer.Name;
        }
        foreach (KerasTensor node in _operations.OfType<KerasTensor>())
        {
            string name = Serialized.ToSnakeCase(Operator(node).ClassName), free = name;
            for (int number = 1; !taken.Add(free); number++)
                free = $"{name}_{number}";
            _names[node] = free;
        }
    }

    private void NumberCalls()
    {
        foreach (KerasTensor node in _graph.Calls.Where(node => node.Op is not LayerResultOp).OrderBy(node => (node.Op as LayerCallOp)?.Number ?? 0))
        {
            object operation = FunctionalGraph.OperationOf(node);
            if (!_names.TryGetValue(operation, out string? name))
                continue;
            if (!_calls.TryGetValue(operation, out List<KerasTensor>? calls))
                _calls[operation] = calls = [];
            _sources[node] = (name, calls.Count);
            calls.Add(node);
        }
    }

    private JsonObject Describe(object operation)
    {
        JsonObject node = operation is Layer layer ? _layers.Describe(layer) : DescribeOperator((KerasTensor)operation);
        node["name"] = _names[operation];
        node["inbound_nodes"] = operation is Input ? [] : new JsonArray([.. _calls[operation].Select(Node)]);
        return node;
    }

    private JsonObject DescribeOperator(KerasTensor node)
    {
        var (className, module, own) = Operator(node);
        JsonObject config = new() { ["name"] = _names[node] };
        foreach (var (key, value) in own)
            config[key] = value?.DeepClone();
        JsonObject wrapped = Serialized.Wrap(module, className, config);
        wrapped["registered_name"] = className;
        return wrapped;
    }

    private (string ClassName, string Module, JsonObject Config) Operator(KerasTensor node) => OperatorTable.Describe(node) ?? throw new NotSupportedException(
        $"{_model}: the model cannot be saved.\n  expected: layers, and operations that Keras' files have\n  got:      {node.Op.Name}\n" +
        "  hint:     put it into a layer's Call");

    private JsonObject Node(KerasTensor call)
    {
        if (call.Op is LayerCallOp op)
            return LayerNode(op, call);
        JsonArray arguments = Arguments(call.Inputs, isList: call.Op is ConcatenateOp);
        if (OperatorTable.Key(call) is { } key)
            arguments.Add((JsonNode)key);
        return new() { ["args"] = arguments, ["kwargs"] = new JsonObject() };
    }

    // Several inputs of a layer are one argument, a list, unless the layer has names for them; operands of an operation are one argument each.
    private JsonObject LayerNode(LayerCallOp op, KerasTensor call)
    {
        var (inputs, arguments) = op.Split(call.Inputs);
        JsonObject keywords = op.Layer is Model ? new() { ["mask"] = null } : [];
        bool isSplit = op.Layer.FurtherInputs is not null;
        if (isSplit && inputs.Count > 1)
            keywords[op.Layer.FurtherInputs!] = new JsonArray([.. inputs.Skip(1).Select(Argument)]);
        AddMasks(keywords, op.Layer, arguments.Masks, isSplit || inputs.Count == 1);
        foreach (var (name, tensor) in arguments.Tensors)
            keywords[name] = Argument(tensor);
        foreach (string name in arguments.Switches)
            keywords[name] = true;
        if (arguments.Training is { } training)
            keywords["training"] = training;
        JsonArray positional = isSplit ? [Argument(inputs[0])]
            : inputs.Count > 1 && op.Layer.InputKeys is { Count: > 0 } keys ? [Dictionary(keys, inputs)]
            : Arguments(inputs, isList: inputs.Count > 1 && op.Layer.InputArguments.Count == 0);
        return new() { ["args"] = positional, ["kwargs"] = keywords };
    }

    private JsonArray Arguments(IReadOnlyList<KerasTensor> inputs, bool isList)
    {
        var arguments = new JsonArray([.. inputs.Select(Argument)]);
        return isList ? [arguments] : arguments;
    }

    private JsonObject Dictionary(IReadOnlyList<string> keys, IReadOnlyList<KerasTensor> inputs) =>
        new(inputs.Select((input, i) => KeyValuePair.Create(keys[i], (JsonNode?)Argument(input))));

    private void AddMasks(JsonObject keywords, Layer layer, IReadOnlyList<KerasTensor?> masks, bool isOne)
    {
        if (masks.All(mask => mask is null))
            return;
        JsonNode?[] nodes = [.. masks.Select(mask => mask is null ? null : Argument(mask))];
        if (layer.InputArguments.Count == 0)
        {
            keywords["mask"] = isOne ? nodes[0] : new JsonArray(nodes);
            return;
        }
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is { } mask)
                keywords[$"{layer.InputArguments[i]}_mask"] = mask;
        }
    }

    private JsonNode Argument(KerasTensor input) => input.Op switch
    {
        ScalarOp scalar => JsonValue.Create(scalar.Value),
        ConstantOp constant => new JsonObject
        {
            ["class_name"] = "__numpy__",
            ["config"] = new JsonObject { ["value"] = Nested(constant.Values, constant.Shape), ["dtype"] = "float32" },
        },
        _ => Tensor(input),
    };

    private JsonObject Tensor(KerasTensor tensor) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new JsonObject { ["shape"] = LayerConfig.ToJson(tensor.Shape), ["dtype"] = "float32", ["keras_history"] = Source(tensor) },
    };

    private JsonArray Sources(IReadOnlyList<KerasTensor> tensors) =>
        tensors.Count == 1 ? Source(tensors[0]) : new JsonArray([.. tensors.Select(Source)]);

    private JsonArray Source(KerasTensor tensor) => LayerResultOp.Resolve(tensor) is var (call, index) && _sources.TryGetValue(call, out var source)
        ? [source.Name, source.Node, index]
        : throw new NotSupportedException($"{_model}: expected tensors that come from the inputs; got {tensor}.");

    private static JsonNode Nested(ReadOnlySpan<float> values, Shape shape)
    {
        if (shape.Rank == 0)
            return JsonValue.Create(values[0]);
        var list = new JsonArray();
        int row = shape[0] == 0 ? 0 : values.Length / shape[0];
        for (int i = 0; i < shape[0]; i++)
            list.Add(Nested(values.Slice(i * row, row), shape[1..]));
        return list;
    }
}
