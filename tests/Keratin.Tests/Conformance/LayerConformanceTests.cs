using System.Text.Json.Nodes;
using Keratin.Layers;

namespace Keratin.Tests.Conformance;

public class LayerConformanceTests
{
    // Has cases, does not exist yet.
    private static readonly string[] s_notYet =
    [
        "GRU", "LSTM",
    ];

    private static readonly string[] s_merging = ["Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"];

    public static TheoryData<int, string> Cases => KerasCases.Numbered("layers", "layer", Exists);

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_numbers_of_keras(int number, string name)
    {
        JsonObject one = KerasCases.Of("layers")[number];
        var config = (JsonObject)one["config"]!.DeepClone();
        config["name"] = "layer";
        Layer layer = LayerTable.FromConfig[name](config);
        JsonArray x = (JsonArray)one["x"]!;
        Tensor<float>[] inputs = s_merging.Contains(name) ? [.. x.Select(input => KerasCases.Tensor(input!))] : [KerasCases.Tensor(x)];
        layer.EnsureBuilt([.. inputs.Select(input => input.Shape())]);
        foreach (JsonNode? weight in (JsonArray)one["weights"]!)
            layer.Weights.Single(own => own.Name == (string)weight!["name"]!).Assign(KerasCases.Flat(weight!["value"]!));

        bool training = (bool?)one["training"] ?? false;
        float[] actual = Step.RunAll(tensors => [layer.Apply(tensors)], inputs, training)[0];

        Numbers.Close(KerasCases.Flat(one["y"]!), actual, KerasCases.Tolerance, name);
        JsonArray before = (JsonArray)one["weights"]!, after = one["weights_after"] as JsonArray ?? [];
        for (int i = 0; i < after.Count; i++)
        {
            string weight = (string)before[i]!["name"]!;
            Numbers.Close(KerasCases.Flat(after[i]!), layer.Weights.Single(own => own.Name == weight).Span, KerasCases.Tolerance, $"{name} {weight} after");
        }
    }

    [SharedFact]
    public void What_does_not_exist_yet_is_listed() => KerasCases.AssertListed("layers", "layer", s_notYet, Exists);

    private static bool Exists(JsonObject one) => LayerTable.FromConfig.ContainsKey((string)one["layer"]!);
}
