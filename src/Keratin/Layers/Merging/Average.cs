using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Mean of its inputs, element by element.</summary>
/// <remarks><para><b>Input</b> one or more of shapes that broadcast, see <see cref="Merge"/>. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Average().Apply(left, right);</code></example>
public sealed class Average : Merge
{
    private protected override KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) =>
        inputs.Aggregate((sum, input) => sum + input) / inputs.Count;

    internal static Average FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
