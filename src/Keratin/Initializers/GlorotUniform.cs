using System.Text.Json.Nodes;

namespace Keratin.Initializers;

/// <summary>Uniform within <c>±√(6 / (in + out))</c>. Glorot, Bengio: "Understanding the difficulty of training deep feedforward neural networks", 2010.</summary>
public sealed class GlorotUniform() : VarianceScaling(1, "fan_avg", "uniform")
{
    /// <inheritdoc/>
    public override JsonObject Config => Axes(new() { ["seed"] = Seed });
}
