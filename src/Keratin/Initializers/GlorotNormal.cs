using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Truncated normal of standard deviation <c>√(2 / (in + out))</c>. Glorot, Bengio 2010.</summary>
public sealed class GlorotNormal() : VarianceScaling(1, "fan_avg", "truncated_normal")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
