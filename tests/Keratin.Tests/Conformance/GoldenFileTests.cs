using System.Text.Json.Nodes;
using Keratin.Models;
using Keratin.Tests.House;
using Keratin.Tests.Saving;

namespace Keratin.Tests.Conformance;

/// <summary>Models that Keras 3.16 saved, with an input and its predictions: masks as operations of the file, attention, weights that two layers share.</summary>
public class GoldenFileTests
{
    private static readonly string s_folder = Path.Combine(Source.Root, "tests", "Keratin.Tests", "Conformance", "Golden", "files");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(s_folder, "*.keras").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Predicts_what_keras_predicts_and_comes_back(string name)
    {
        JsonNode numbers = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, $"{name}.json")))!;
        Tensor<float>[] x = [.. numbers["x"]!.AsArray().Select(one => GoldenCall.Numbers((JsonObject)one!))];
        Model model = Load(File.ReadAllBytes(Path.Combine(s_folder, $"{name}.keras")));

        float[][] actual = Step.RunAll(model.ApplyAll, x);

        JsonArray expected = numbers["y"]!.AsArray();
        Assert.Equal(expected.Count, actual.Length);
        for (int i = 0; i < actual.Length; i++)
            Numbers.Close(KerasCases.Flat(expected[i]!["value"]!), actual[i], KerasCases.Tolerance, $"{name} {i}");
        Assert.Equal(actual, Step.RunAll(Load(SampleModels.Saved(model)).ApplyAll, x));
    }

    private static Model Load(byte[] file) => SampleModels.Loaded(file, message => Assert.Fail($"{message}"));
}
