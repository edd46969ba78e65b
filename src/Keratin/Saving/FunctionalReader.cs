using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Saving;

/// <summary>Makes a functional model: all layers first, then their calls, each as soon as what it needs is there.</summary>
internal sealed class FunctionalReader(LoadContext context, ModelReader layers)
{
    private readonly Dictionary<string, Operation> _operations = [];
    private readonly Dictionary<GraphSource, KerasTensor> _tensors = [];
    private readonly Dictionary<GraphSource, List<Operation>> _waiting = [];
    private int _called;

    /// <summary>The model of a configuration.</summary>
    public Model Read(JsonObject config, string place)
    {
        JsonObject[] nodes = layers.LayerNodes(config, place);
        context.CountCalls(nodes.Length, place);
        Operation[] operations = [.. nodes.Select(node => ReadOperation(node, place))];
        foreach (Operation operation in operations)
            Advance(operation);
        RequireAllCalled(operations, place);
        IReadOnlyList<KerasTensor> inputs = Tensors(config["input_layers"], "input_layers"), outputs = Tensors(config["output_layers"], "output_layers");
        var model = new Model(inputs, outputs, (string)config["name"]!);
        layers.SetCalls(model, _called);
        return model;
    }

    private Operation ReadOperation(JsonObject node, string place)
    {
        bool isOperator = ConfigScan.IsOperator(node);
        Layer? layer = isOperator ? null : layers.Read(node);
        string name = ConfigScan.Text(node["name"]) ?? layer?.Name ?? ConfigScan.Text((node["config"] as JsonObject)?["name"])
            ?? throw context.Refuse(place, $"expected a name; got {ConfigScan.Short(node)}");
        var operation = new Operation(name, ConfigScan.Text(node["class_name"])!, layer, node["config"] as JsonObject ?? []);
        if (!_operations.TryAdd(name, operation))
            throw context.Refuse(place, $"expected layers of different names; got '{name}' twice.");
        foreach (JsonNode? call in node["inbound_nodes"] as JsonArray ?? [])
            operation.Calls.Add(context.At($"{place}, node of '{name}'", () => isOperator && operation.ClassName == "GetItem" ? GraphNode.ReadItem(call) : GraphNode.Read(call, isOperator)));
        return operation;
    }

    // An operation's calls are made in order; one that has to wait is gone on with when its tensor comes.
    private void Advance(Operation first)
    {
        var ready = new Stack<Operation>([first]);
        while (ready.TryPop(out Operation? operation))
        {
            // An input has its tensor from the start, whatever the file says about calls.
            if (operation.Layer is Input input && operation.Done == 0)
                Produce(operation, [input.Tensor], ready);
            while (operation.Done < operation.Calls.Count)
            {
                GraphNode call = operation.Calls[operation.Done];
                if (Missing(call) is { } missing)
                {
                    Wait(missing, operation);
                    break;
                }
                Produce(operation, context.At($"{KerasContents.ConfigEntry}, call {operation.Done} of '{operation.Name}'", () => Call(operation, call)), ready);
            }
        }
    }

    private void Produce(Operation operation, IReadOnlyList<KerasTensor> results, Stack<Operation> ready)
    {
        for (int i = 0; i < results.Count; i++)
        {
            var source = new GraphSource(operation.Name, operation.Done, i);
            _tensors.Add(source, results[i]);
            if (!_waiting.Remove(source, out List<Operation>? waiting))
                continue;
            foreach (Operation next in waiting)
                ready.Push(next);
        }
        operation.Done++;
    }

    private void Wait(GraphSource missing, Operation operation)
    {
        if (!_waiting.TryGetValue(missing, out List<Operation>? waiting))
            _waiting[missing] = waiting = [];
        waiting.Add(operation);
    }

    private IReadOnlyList<KerasTensor> Call(Operation operation, GraphNode call)
    {
        CallReader? reader = operation.Layer is { } known ? new CallReader(known, call) : null;
        foreach (string ignored in reader?.Ignored ?? call.Ignored)
            context.Warn($"{KerasContents.ConfigEntry}, call {operation.Done} of '{operation.Name}': {ignored} is ignored.");
        if (operation.Layer is not { } layer)
        {
            JsonObject config = operation.ClassName == "GetItem" ? new() { ["key"] = call.Key?.DeepClone() } : operation.Config;
            return [OperatorTable.Apply(operation.ClassName, config, [.. call.Arguments.Select(Operand)])];
        }
        var (inputs, arguments) = reader!.Resolve(_tensors);
        long calls = layers.CallsOf(layer);
        _called = checked(_called + (int)calls);
        // Once to find the shape now, once when the model is put together.
        context.CountCalls(2 * calls, KerasContents.ConfigEntry);
        return inputs.Length > 0 ? layer.ApplyAll(inputs, arguments) : throw new InvalidDataException("expected tensors; got none");
    }

    private GraphSource? Missing(GraphNode call)
    {
        foreach (GraphSource source in call.Sources)
        {
            if (!_tensors.ContainsKey(source))
                return source;
        }
        return null;
    }

    private KerasTensor Operand(GraphArgument argument) => argument.Source is { } source ? _tensors[source] : OperatorTable.Constant(argument.Value!);

    private void RequireAllCalled(Operation[] operations, string place)
    {
        if (operations.FirstOrDefault(operation => operation.Done < operation.Calls.Count) is not { } stuck)
            return;
        GraphSource missing = Missing(stuck.Calls[stuck.Done])!.Value;
        throw context.Refuse(place, $"call {stuck.Done} of '{stuck.Name}': expected a tensor that exists; got {missing}.");
    }

    // One source, a list of them, or a dictionary, which Keras flattens in the order of its keys.
    private List<KerasTensor> Tensors(JsonNode? node, string what)
    {
        IEnumerable<JsonNode?> sources = node switch
        {
            JsonArray { Count: 3 } leaf when leaf[0] is JsonValue => [leaf],
            JsonArray list => list,
            JsonObject members => members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => member.Value),
            _ => throw new InvalidDataException($"{what}: expected sources; got {ConfigScan.Short(node)}"),
        };
        return [.. sources.Select(source => Tensor(GraphNode.Source(source), what))];
    }

    private KerasTensor Tensor(GraphSource source, string what) => _tensors.TryGetValue(source, out KerasTensor? tensor)
        ? tensor
        : throw new InvalidDataException($"{what}: expected a call that exists; got {source}");

    private sealed record Operation(string Name, string ClassName, Layer? Layer, JsonObject Config)
    {
        public List<GraphNode> Calls { get; } = [];

        public int Done { get; set; }
    }
}
