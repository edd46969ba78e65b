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
    public void Gives_the_numbers_of_keras(string kind) => GoldenCases.CheckAll(s_cases[kind], one => Check(kind, one));

    private static void Check(string kind, JsonObject one)
    {
        var config = (JsonObject)one["config"]!.DeepClone();
        config["name"] = "layer";
        Layer layer = LayerTable.FromConfig[kind]((JsonObject)config.DeepClone());
        GoldenCall call = GoldenCall.Of((JsonObject)one["arguments"]!, s_inputNames);
        layer.Trainable = (bool?)config["trainable"] ?? true;
        layer.EnsureBuilt([.. call.Inputs.Select(input => input.Shape())]);
        GoldenConfig.AssertSame(config, layer.Config);
        JsonObject[] weights = [.. ((JsonArray)one["weights"]!).Select(weight => (JsonObject)weight!)];
        Assert.Equal(
            weights.Select(weight => $"{weight["name"]} {weight["shape"]!.ToJsonString()}"),
            layer.Weights.Select(weight => $"{weight.Name} [{string.Join(',', weight.Shape)}]"));
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
        {
            var expected = (JsonObject)one["y"]![i]!;
            Shape shape = [.. expected["shape"]!.AsArray().Select(length => (int)length!)];
            Assert.Equal(shape.Rank > 0 ? shape.With(0, Shape.Unknown) : shape, layer.OutputShapes[i]);
            CheckResult(expected, results[i], results[count + i]);
        }
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
}
