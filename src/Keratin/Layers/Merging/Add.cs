using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Sum of its inputs, element by element.</summary>
/// <remarks><para><b>Input</b> one or more of shapes that broadcast, see <see cref="Merge"/>. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Add().Apply(x, shortcut);</code></example>
public sealed class Add : Merge
{
    private protected override KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) =>
        inputs.Aggregate((sum, input) => sum + input);

    internal static Add FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
