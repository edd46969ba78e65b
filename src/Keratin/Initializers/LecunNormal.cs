using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Truncated normal of standard deviation <c>√(1 / in)</c>. LeCun, Bottou, Orr, Müller 1998.</summary>
public sealed class LecunNormal() : VarianceScaling(1, "fan_in", "truncated_normal")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
