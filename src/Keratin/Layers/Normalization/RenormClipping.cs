using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Limits of what batch renormalization corrects: a batch's standard deviation by <c>r</c>, its mean by <c>d</c>.</summary>
/// <param name="RMax">Largest r.</param>
/// <param name="RMin">Smallest r.</param>
/// <param name="DMax">Largest absolute value of d.</param>
public readonly record struct RenormClipping(float? RMax = null, float? RMin = null, float? DMax = null)
{
    // Keras writes what was given; without renormalization null.
    internal JsonObject? ToJson(bool renorm)
    {
        JsonObject limits = [];
        foreach (var (key, limit) in new[] { ("rmax", RMax), ("rmin", RMin), ("dmax", DMax) })
        {
            if (limit is { } number)
                limits[key] = number;
        }
        return renorm || limits.Count > 0 ? limits : null;
    }

    internal static RenormClipping Read(JsonNode? node)
    {
        if (node is not JsonObject limits)
            return default;
        foreach (var (key, _) in limits)
        {
            if (key is not ("rmax" or "rmin" or "dmax"))
                throw new InvalidDataException($"Configuration: expected renorm_clipping of rmax, rmin and dmax; got {limits.ToJsonString()}.");
        }
        return new((float?)limits["rmax"], (float?)limits["rmin"], (float?)limits["dmax"]);
    }
}
