using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Difference of its two inputs, element by element: the first minus the second.</summary>
/// <remarks><para><b>Input</b> two of shapes that broadcast, see <see cref="Merge"/>. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Subtract().Apply(x, baseline);</code></example>
public sealed class Subtract : Merge
{
    private protected override int Least => 2;

    private protected override int Most => 2;

    private protected override KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks) => inputs[0] - inputs[1];

    internal static Subtract FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
