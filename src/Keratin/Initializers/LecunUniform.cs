using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Uniform within <c>±√(3 / in)</c>. LeCun, Bottou, Orr, Müller: "Efficient BackProp", 1998.</summary>
public sealed class LecunUniform() : VarianceScaling(1, "fan_in", "uniform")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
