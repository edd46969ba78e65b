using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Saving;

/// <summary>Where a weights file has a layer's numbers. Files count by class: <c>layers/dense</c>, <c>layers/dense_1</c>; names play no part.</summary>
internal static class WeightPaths
{
    /// <summary>The model itself under an empty path, then its parts, each once, under the first path that leads to it.</summary>
    public static List<(string Path, Layer Layer)> Of(Model model)
    {
        var found = new List<(string, Layer)>();
        Visit("", model, found, new HashSet<Layer>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Visit(string path, Layer layer, List<(string, Layer)> found, HashSet<Layer> visited)
    {
        if (!visited.Add(layer))
            return;
        found.Add((path, layer));
        string prefix = path.Length == 0 ? "" : $"{path}/";
        foreach (var (name, part) in Numbered(layer))
            Visit(prefix + name, part, found, visited);
    }

    // A part that was met before still takes its number.
    private static IEnumerable<(string Name, Layer Layer)> Numbered(Layer layer)
    {
        if (layer is SpectralNormalization wrapper)
        {
            yield return ("layer", wrapper.Layer);
            yield break;
        }
        var used = new Dictionary<string, int>();
        foreach (Layer part in layer.Sublayers)
        {
            string name = Serialized.ToSnakeCase(part.ClassName);
            int number = used.GetValueOrDefault(name);
            used[name] = number + 1;
            yield return ($"layers/{name}{(number == 0 ? "" : $"_{number}")}", part);
        }
    }
}
