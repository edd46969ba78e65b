using System.Text.Json.Nodes;

namespace Keratin.Tests.Conformance;

/// <summary>Cases whose numbers Keras 3.16 computed, from <c>../shared/conformance</c>.</summary>
internal static class KerasCases
{
    /// <summary>What Keras' own tests grant float32: 1e-5, relative above 1 and absolute below.</summary>
    public const float Tolerance = 1e-5f;

    /// <summary>The cases of a file; none where the folder is absent.</summary>
    public static IReadOnlyList<JsonObject> Of(string file) => SharedFiles.Root is null ? []
        : [.. ((JsonArray)JsonNode.Parse(File.ReadAllText(SharedFiles.At($"conformance/{file}.json")))!["cases"]!).Select(node => (JsonObject)node!)];

    /// <summary>Number and name of each case that <paramref name="exists"/>; a theory shows them as its arguments.</summary>
    public static TheoryData<int, string> Numbered(string file, string key, Func<JsonObject, bool> exists)
    {
        var data = new TheoryData<int, string>();
        IReadOnlyList<JsonObject> cases = Of(file);
        for (int i = 0; i < cases.Count; i++)
        {
            if (exists(cases[i]))
                data.Add(i, (string)cases[i][key]!);
        }
        // A theory without data is an error; where the folder is absent it is skipped before it is asked.
        if (cases.Count == 0)
            data.Add(0, "absent");
        return data;
    }

    /// <summary>A nested list of numbers as a tensor.</summary>
    public static Tensor<float> Tensor(JsonNode node)
    {
        var lengths = new List<int>();
        for (JsonNode? level = node; level is JsonArray list; level = list.Count > 0 ? list[0] : null)
            lengths.Add(list.Count);
        return Flat(node).ToTensor([.. lengths]);
    }

    /// <summary>A nested list of numbers, row-major.</summary>
    public static float[] Flat(JsonNode node) => node is JsonArray list ? [.. list.SelectMany(item => Flat(item!))] : [(float)node];

    /// <summary>Whether a name that is said to be missing has come to exist, or one that is missing is not said to be.</summary>
    public static void AssertListed(string file, string key, IEnumerable<string> notYet, Func<JsonObject, bool> exists, Func<JsonObject, string>? name = null)
    {
        name ??= one => (string)one[key]!;
        IReadOnlyList<JsonObject> cases = Of(file);
        string[] missing = [.. cases.Where(one => !exists(one)).Select(name).Distinct().Order(StringComparer.Ordinal)];
        string[] listed = [.. notYet.Order(StringComparer.Ordinal)];
        string[] come = [.. listed.Except(missing)], forgotten = [.. missing.Except(listed)];
        Assert.True(come.Length == 0, $"{string.Join(", ", come)} exists by now: take it from the list of what does not.");
        Assert.True(forgotten.Length == 0, $"{string.Join(", ", forgotten)} has cases but neither a class nor a line in the list of what does not exist.");
    }
}
