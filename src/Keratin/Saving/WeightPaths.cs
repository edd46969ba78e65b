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
        foreach (var (name, part) in layer.FileParts)
            Visit(prefix + name, part, found, visited);
    }
}
