using System.Globalization;
using System.Text.Json.Nodes;
using Keratin.Layers;
using Keratin.Tests.Layers;

namespace Keratin.Tests.Conformance;

/// <summary>Every call of a layer in Keras' own tests that needs no random numbers: configuration, weights, numbers, masks and changed weights.</summary>
public class GoldenLayerTests
{
    private static readonly string[] s_inputNames = ["query", "value", "key", "count_weights"];
    private static readonly ILookup<string, JsonObject> s_cases = GoldenCases.Of("keras-layers").ToLookup(one => (string)one["layer"]!);

    public static TheoryData<string> Kinds => [.. s_cases.Select(group => group.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gives_the_numbers_of_keras(string kind)
    {
        string[] problems = [.. s_cases[kind].Select(one => Problem(kind, one)).OfType<string>()];
        Assert.True(problems.Length == 0, $"{problems.Length} of {s_cases[kind].Count()}:\n{string.Join("\n", problems)}");
    }

    private static string? Problem(string kind, JsonObject one)
    {
        try
        {
            Check(kind, one);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{(string)one["test"]!} {one["config"]!.ToJsonString()}: {e.GetType().Name} {e.Message}";
        }
    }

    private static void Check(string kind, JsonObject one)
    {
        var config = (JsonObject)one["config"]!.DeepClone();
        config["name"] = "layer";
        Layer layer = LayerTable.FromConfig[kind]((JsonObject)config.DeepClone());
        GoldenCall call = GoldenCall.Of((JsonObject)one["arguments"]!, s_inputNames);
        layer.Trainable = (bool?)config["trainable"] ?? true;
        layer.EnsureBuilt([.. call.Inputs.Select(input => input.Shape())]);
        AssertSame(config, layer.Config);
        JsonObject[] weights = [.. ((JsonArray)one["weights"]!).Select(weight => (JsonObject)weight!)];
        Assert.Equal(weights.Select(weight => $"{weight["name"]} {weight["shape"]!.ToJsonString()}"), layer.Weights.Select(weight => $"{weight.Name} [{string.Join(',', weight.Shape)}]"));
        for (int i = 0; i < weights.Length; i++)
            layer.Weights[i].Assign(GoldenCall.Numbers(weights[i]));

        int count = ((JsonArray)one["y"]!).Count;
        float[][] results = Step.RunAll(
            x =>
            {
                var (inputs, arguments) = call.Bind(x);
                IReadOnlyList<KerasTensor> all = layer.ApplyAll(inputs, arguments);
                return [.. all, .. all.Select(MaskReader.Read)];
            }, call.All, (bool?)one["training"] ?? false);

        Assert.Equal(2 * count, results.Length);
        for (int i = 0; i < count; i++)
            CheckResult((JsonObject)one["y"]![i]!, results[i], results[count + i]);
        JsonArray after = one["after"] as JsonArray ?? [];
        for (int i = 0; i < after.Count; i++)
            Numbers.Close(KerasCases.Flat(after[i]!), layer.Weights[i].Span, KerasCases.Tolerance, $"{layer.Weights[i].Name} after");
    }

    private static void CheckResult(JsonObject expected, float[] actual, float[] mask)
    {
        Assert.Equal(expected["shape"]!.AsArray().Aggregate(1, (all, length) => all * (int)length!), actual.Length);
        int step = (int?)expected["step"] ?? 1;
        float[] seen = [.. Enumerable.Range(0, (actual.Length + step - 1) / step).Select(i => actual[i * step])];
        Numbers.Close(KerasCases.Flat(expected["value"]!), seen, KerasCases.Tolerance, "y");
        Numbers.Close(expected["mask"] is { } of ? KerasCases.Flat(of["value"]!) : [-1], mask, 0, "mask");
    }

    private static void AssertSame(JsonObject expected, JsonObject actual)
    {
        foreach (string key in expected.Select(entry => entry.Key).Union(actual.Select(entry => entry.Key)).Where(key => key != "dtype"))
        {
            Assert.True(expected.ContainsKey(key), $"config: expected no {key}; got {actual[key]?.ToJsonString()}.");
            Assert.True(actual.ContainsKey(key), $"config: expected {key}; got none.");
            Assert.True(IsSame(expected[key], actual[key]), $"config {key}: expected {expected[key]?.ToJsonString()}; got {actual[key]?.ToJsonString()}.");
        }
    }

    private static bool IsSame(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(entry => entry.Key).Union(b.Select(entry => entry.Key)).All(key => IsHouse(key) || (a.ContainsKey(key) && b.ContainsKey(key) && IsSame(a[key], b[key]))),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => IsSame(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == System.Text.Json.JsonValueKind.Number => Math.Abs(Number(a) - Number(b)) <= 1e-6 * Math.Abs(Number(a)),
        _ => JsonNode.DeepEquals(one, other),
    };

    // What a layer inside a layer has that plays no part here.
    private static bool IsHouse(string key) => key is "dtype" or "build_config" or "registered_name";

    private static double Number(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
}
