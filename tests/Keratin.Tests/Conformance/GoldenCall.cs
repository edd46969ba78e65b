using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Tests.Conformance;

/// <summary>What a layer is called with in a case: its inputs, their masks, and what is given by name.</summary>
internal sealed class GoldenCall
{
    private readonly List<Tensor<float>> _inputs = [], _others = [];
    private readonly List<int> _masks = [];
    private readonly Dictionary<string, int> _tensors = [];
    private readonly List<string> _switches = [];

    /// <summary>The inputs.</summary>
    public IReadOnlyList<Tensor<float>> Inputs => _inputs;

    /// <summary>The inputs, then the masks and tensors that are given by name.</summary>
    public IReadOnlyList<Tensor<float>> All => [.. _inputs, .. _others];

    /// <summary>Reads the arguments of a case; the first, and those of the given names, are inputs.</summary>
    public static GoldenCall Of(JsonObject arguments, IReadOnlyList<string> inputNames)
    {
        var call = new GoldenCall();
        bool isFirst = true;
        foreach (var (name, value) in arguments)
        {
            if (value is not null && (isFirst || inputNames.Contains(name)))
                call.TakeInputs(value);
            else if (name == "mask")
                call.TakeMasks(value);
            else if (value is JsonObject tensor)
                call._tensors[name] = call.Take(tensor);
            else if (value is JsonValue flag && flag.TryGetValue(out bool isOn) && isOn && name != "training")
                call._switches.Add(name);
            isFirst = false;
        }
        return call;
    }

    /// <summary>A tensor of a case: its numbers, or those of the formula that its salt chooses.</summary>
    public static Tensor<float> Numbers(JsonObject tensor)
    {
        Shape shape = [.. tensor["shape"]!.AsArray().Select(length => (int)length!)];
        if (tensor["salt"] is not { } salt)
            return KerasCases.Flat(tensor["value"]!).ToTensor(shape);
        return Salted(shape, (long)salt, tensor["positive"] is not null);
    }

    /// <summary>The numbers of the formula that a salt chooses.</summary>
    public static Tensor<float> Salted(Shape shape, long salt, bool isPositive = false)
    {
        float[] values = [.. Enumerable.Range(0, (int)shape.Elements).Select(i => Formula(i, salt, isPositive))];
        return values.ToTensor(shape);
    }

    /// <summary>The inputs and arguments as nodes.</summary>
    public (IReadOnlyList<KerasTensor> Inputs, CallArguments Arguments) Bind(IReadOnlyList<KerasTensor> x) => ([.. x.Take(_inputs.Count)], new CallArguments
    {
        Masks = [.. _masks.Select(mask => mask < 0 ? null : x[_inputs.Count + mask])],
        Tensors = _tensors.ToDictionary(entry => entry.Key, entry => x[_inputs.Count + entry.Value]),
        Switches = _switches,
    });

    private static float Formula(long i, long salt, bool isPositive)
    {
        double value = (((i * 7919) + (salt * 104729)) % 2003 / 1001.5) - 1;
        return (float)(isPositive ? 0.55 + (0.45 * value) : value);
    }

    private void TakeInputs(JsonNode value)
    {
        foreach (JsonNode? one in value is JsonArray list ? list : [value.DeepClone()])
        {
            var tensor = (JsonObject)one!;
            _inputs.Add(Numbers(tensor));
            _masks.Add(tensor["mask"] is JsonObject mask ? Take(mask) : -1);
        }
    }

    private void TakeMasks(JsonNode? value)
    {
        if (value is null)
            return;
        _masks.Clear();
        foreach (JsonNode? one in value is JsonArray list ? list : [value.DeepClone()])
            _masks.Add(one is JsonObject mask ? Take(mask) : -1);
    }

    private int Take(JsonObject tensor)
    {
        _others.Add(Numbers(tensor));
        return _others.Count - 1;
    }
}
