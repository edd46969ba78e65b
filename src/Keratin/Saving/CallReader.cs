using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Saving;

/// <summary>Sorts what a call of a layer was given into its inputs and its arguments by name.</summary>
internal sealed class CallReader
{
    private readonly List<GraphSource> _inputs;
    private readonly List<GraphSource?> _masks = [];
    private readonly List<(string Name, GraphSource Source)> _tensors = [];
    private readonly List<(string Name, KerasTensor Value)> _constants = [];
    private readonly List<string> _switches = [];
    private readonly List<string> _ignored;
    private bool? _training;

    /// <summary>Sorts.</summary>
    public CallReader(Layer layer, GraphNode call)
    {
        _inputs = [.. call.Arguments.Select(argument => argument.Source!.Value)];
        _ignored = [.. call.Ignored];
        // Inputs that are given by name come in the order in which the layer has them.
        foreach (GraphKeyword keyword in call.Keywords.OrderBy(keyword => Place(layer, keyword.Name)))
            Add(layer, keyword);
    }

    /// <summary>What means nothing here.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>The inputs and arguments, once all tensors are there.</summary>
    public (KerasTensor[] Inputs, CallArguments Arguments) Resolve(IReadOnlyDictionary<GraphSource, KerasTensor> tensors) => (
        [.. _inputs.Select(source => tensors[source])],
        new CallArguments
        {
            Masks = [.. _masks.Select(source => source is { } known ? tensors[known] : null)],
            Tensors = _tensors.Select(entry => (entry.Name, Value: tensors[entry.Source])).Concat(_constants).ToDictionary(entry => entry.Name, entry => entry.Value),
            Switches = _switches,
            Training = _training,
        });

    private static int Place(Layer layer, string name) => layer.InputArguments.ToList().IndexOf(name);

    private void Add(Layer layer, GraphKeyword keyword)
    {
        string name = keyword.Name;
        IEnumerable<GraphSource> sources = keyword.Arguments.OfType<GraphArgument>().Select(argument => argument.Source!.Value);
        int mask = name == "mask" ? 0 : name.EndsWith("_mask", StringComparison.Ordinal) ? Place(layer, name[..^"_mask".Length]) : -1;
        if (mask >= 0)
            SetMasks(mask, keyword);
        else if (name == "training")
            _training = keyword.Switch;
        else if (layer.ArgumentNames.Contains(name))
            SetArgument(keyword, sources);
        // Also what nobody knows may be an input, of a layer of the user's own.
        else if (keyword.HasTensors)
            _inputs.AddRange(sources);
        else if (keyword.Value is not null)
            _ignored.Add($"{name} {ConfigScan.Short(keyword.Value)}");
    }

    private void SetMasks(int first, GraphKeyword keyword)
    {
        if (keyword.Value is not null)
            _ignored.Add($"{keyword.Name} {ConfigScan.Short(keyword.Value)}");
        if (!keyword.HasTensors)
            return;
        while (_masks.Count < first + keyword.Arguments.Count)
            _masks.Add(null);
        for (int i = 0; i < keyword.Arguments.Count; i++)
            _masks[first + i] = keyword.Arguments[i]?.Source;
    }

    private void SetArgument(GraphKeyword keyword, IEnumerable<GraphSource> sources)
    {
        if (keyword.HasTensors)
            _tensors.Add((keyword.Name, sources.First()));
        else if (keyword.Switch == true)
            _switches.Add(keyword.Name);
        else if (keyword.Value is JsonObject array && ConfigScan.Text(array["class_name"]) is "__numpy__" or "__tensor__")
            _constants.Add((keyword.Name, OperatorTable.Constant(array["config"]!)));
        else if (keyword.Value is not null && keyword.Switch is null)
            _ignored.Add($"{keyword.Name} {ConfigScan.Short(keyword.Value)}");
    }
}
