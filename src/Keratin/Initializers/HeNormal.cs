using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Truncated normal of standard deviation <c>√(2 / in)</c>. He, Zhang, Ren, Sun 2015.</summary>
public sealed class HeNormal() : VarianceScaling(2, "fan_in", "truncated_normal")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
