using System.Text.Json.Nodes;
using Keratin.Tests.House;

namespace Keratin.Tests.Conformance;

/// <summary>Cases that are kept beside these tests: what Keras' own tests give to its layers, losses, metrics, optimizers and other parts, and get from them.</summary>
internal static class GoldenCases
{
    /// <summary>The cases of a file.</summary>
    public static IReadOnlyList<JsonObject> Of(string file)
    {
        string path = Path.Combine(Source.Root, "tests", "Keratin.Tests", "Conformance", "Golden", $"{file}.json");
        return [.. ((JsonArray)JsonNode.Parse(File.ReadAllText(path))!["cases"]!).Select(node => (JsonObject)node!)];
    }

    /// <summary>Number and name of each case; a theory shows them as its arguments.</summary>
    public static TheoryData<int, string> Numbered(IReadOnlyList<JsonObject> cases)
    {
        var data = new TheoryData<int, string>();
        for (int i = 0; i < cases.Count; i++)
            data.Add(i, (string)cases[i]["test"]!);
        return data;
    }

    /// <summary>Checks each case and says of all together what is wrong.</summary>
    public static void CheckAll(IEnumerable<JsonObject> cases, Action<JsonObject> check)
    {
        JsonObject[] all = [.. cases];
        var problems = new List<string>();
        foreach (JsonObject one in all)
        {
            try
            {
                check(one);
            }
            catch (Exception e)
            {
                problems.Add($"{one["test"]} {one["config"]!.ToJsonString()}: {e.GetType().Name} {e.Message}");
            }
        }
        Assert.True(problems.Count == 0, $"{problems.Count} of {all.Length}:\n{string.Join("\n", problems)}");
    }

    /// <summary>What the case grants, where it does not go by the usual.</summary>
    public static float Tolerance(JsonObject one) => (float?)one["tolerance"] ?? KerasCases.Tolerance;

    /// <summary>Runs a step on what a case gives under these keys; what it does not give is null, a single number is a constant.</summary>
    public static float[] Run(JsonObject one, string[] keys, Func<KerasTensor?[], IReadOnlyList<KerasTensor>> step)
    {
        JsonNode?[] nodes = [.. keys.Select(key => one[key])];
        Tensor<float>[] tensors = [.. nodes.OfType<JsonArray>().Select(KerasCases.Tensor)];
        float[][] results = Step.RunAll(
            inputs =>
            {
                int next = 0;
                return step([.. nodes.Select(node => node switch
                {
                    null => null,
                    JsonArray => inputs[next++],
                    _ => Ops.Constant((float)node),
                })]);
            },
            tensors);
        return results.Length > 0 ? results[0] : [];
    }
}
