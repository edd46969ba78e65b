using System.Globalization;
using Keratin.Graph;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Visualization.Diagrams;

/// <summary>Says what boxes and arrows a model is made of.</summary>
internal sealed class DiagramBuilder
{
    private readonly DiagramOptions _options;
    private readonly Diagram _diagram;

    private DiagramBuilder(Diagram diagram, DiagramOptions options) => (_diagram, _options) = (diagram, options);

    /// <summary>The model's diagram.</summary>
    /// <exception cref="InvalidOperationException">What is inside the model cannot be found out.</exception>
    public static Diagram Build(Model model, DiagramOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        FunctionalGraph graph = LayerGraph.Of(model);
        int layers = model.Layers.Count(layer => layer is not Input);
        var diagram = new Diagram(model.Name, $"{model.ClassName}, {Count(layers, "layer")}, {Count(model.CountParams(), "parameter")}");
        var builder = new DiagramBuilder(diagram, options);
        var makers = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        builder.AddCalls(graph, DiagramNode.NoFrame, makers);
        foreach (KerasTensor output in graph.Outputs)
            diagram.Nodes[makers[output]] = diagram.Nodes[makers[output]] with { IsOutput = true };
        return diagram;
    }

    // Makers has the boxes that make the inputs, where these come from outside.
    private void AddCalls(FunctionalGraph graph, int frame, Dictionary<KerasTensor, int> makers)
    {
        foreach (KerasTensor node in graph.Calls)
        {
            // A number is written into the box of who uses it.
            if (makers.ContainsKey(node) || node.Op is ScalarOp)
                continue;
            makers[node] = node.Op switch
            {
                LayerResultOp => makers[node.Inputs[0]],
                LayerCallOp { Layer: { Sublayers.Count: > 0 } layer } when _options.ExpandNested => AddFrame(layer, node, frame, makers),
                _ => AddBox(Describe(node, graph, frame), node, makers),
            };
        }
    }

    private int AddFrame(Layer layer, KerasTensor call, int parent, Dictionary<KerasTensor, int> makers)
    {
        FunctionalGraph inside = LayerGraph.Of(layer, [.. call.Inputs.Select(input => input.Shape)], call);
        var inner = new Dictionary<KerasTensor, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inside.Inputs.Count; i++)
            inner[inside.Inputs[i]] = makers[call.Inputs[i]];
        _diagram.Frames.Add(new DiagramFrame(layer.ClassName, _options.ShowLayerNames ? layer.Name : null, parent));
        AddCalls(inside, _diagram.Frames.Count - 1, inner);
        return inner[inside.Outputs[0]];
    }

    private int AddBox(DiagramNode box, KerasTensor node, Dictionary<KerasTensor, int> makers)
    {
        int index = _diagram.Nodes.Count;
        _diagram.Nodes.Add(box);
        _diagram.Edges.AddRange(node.Inputs.Where(makers.ContainsKey).Select(input => new DiagramEdge(makers[input], index)));
        return index;
    }

    private DiagramNode Describe(KerasTensor node, FunctionalGraph graph, int frame) => FunctionalGraph.OperationOf(node) is Layer layer
        ? new(NodeKinds.Of(layer), Title(layer), _options.ShowLayerNames ? layer.Name : null, [.. Notes(layer, node, graph)], frame)
        : new(NodeKind.Operation, OperationName(node), null, [.. Notes(node)], frame);

    private string Title(Layer layer)
    {
        // Activations that are functions of the user's own have no name that a file could hold.
        string? activation = _options.ShowLayerActivations && layer.Config["activation"] is System.Text.Json.Nodes.JsonValue value
            && value.TryGetValue(out string? name) ? name : null;
        return activation is null or "linear" ? layer.ClassName : $"{layer.ClassName} · {activation}";
    }

    private IEnumerable<string> Notes(Layer layer, KerasTensor node, FunctionalGraph graph)
    {
        foreach (string line in Notes(node))
            yield return line;
        long parameters = layer.CountParams();
        if (_options.ShowParameters && parameters > 0)
            yield return Count(parameters, "parameter");
        if (_options.ShowTrainable && layer.Weights.Count > 0)
            yield return layer.Trainable ? "trainable" : "not trainable";
        IReadOnlyList<KerasTensor> calls = graph.CallsOf(layer);
        if (calls.Count > 1)
            yield return $"call {calls.ToList().IndexOf(node) + 1} of {calls.Count}, shared";
    }

    private IEnumerable<string> Notes(KerasTensor node)
    {
        if (node.Op is not LayerCallOp && node.Inputs.Any(input => input.Op is ScalarOp))
            yield return $"of {string.Join(", ", node.Inputs.Select(input => input.Op is ScalarOp scalar ? scalar.Value.ToString("R", CultureInfo.InvariantCulture) : "x"))}";
        if (_options.ShowShapes)
            yield return $"{node.Shape}";
        if (_options.ShowDtype)
            yield return "float32";
    }

    private static string OperationName(KerasTensor node) => node.Op is VariableOp variable ? $"Variable {variable.Variable.Name}" : node.Op.Name;

    private static string Count(long number, string what) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {what}{(number == 1 ? "" : "s")}";
}
