using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Uniform within <c>±√(6 / in)</c>. He, Zhang, Ren, Sun: "Delving deep into rectifiers", 2015.</summary>
public sealed class HeUniform() : VarianceScaling(2, "fan_in", "uniform")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
