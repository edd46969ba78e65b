using System.Text.Json.Nodes;
using Keratin.Datasets;

namespace Digits;

/// <summary>What is said of half a data set.</summary>
/// <param name="Count">Images.</param>
/// <param name="Classes">Images of each digit.</param>
/// <param name="Least">The darkest pixel of all.</param>
/// <param name="Most">The brightest pixel of all.</param>
internal sealed record DataPart(int Count, IReadOnlyList<int> Classes, byte Least, byte Most)
{
    public static DataPart Of(LabeledImages images)
    {
        int[] classes = new int[Mnist.Classes];
        foreach (byte label in images.Labels.ToArray())
            classes[label]++;
        byte[] pixels = images.Images.ToArray();
        return new(images.Count, classes, TensorPrimitives.Min<byte>(pixels), TensorPrimitives.Max<byte>(pixels));
    }

    public JsonObject ToJson() => new()
    {
        ["count"] = Count,
        ["classes"] = new JsonArray([.. Classes.Select(count => JsonValue.Create(count))]),
        ["min"] = Least,
        ["max"] = Most,
    };
}
