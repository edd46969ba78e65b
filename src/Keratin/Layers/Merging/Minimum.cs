using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Smallest of its inputs, element by element.</summary>
/// <remarks><para><b>Input</b> one or more of shapes that broadcast, see <see cref="Merge"/>. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Minimum().Apply(left, right);</code></example>
public sealed class Minimum : Merge
{
    private protected override KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        // What a mask hides takes no part, unless all masks so far hide it.
        KerasTensor y = inputs[0];
        KerasTensor? known = masks[0];
        for (int i = 1; i < inputs.Count; i++)
        {
            KerasTensor x = masks[i] is { } mask ? OfElements(mask, inputs[i]).Where(inputs[i], y) : inputs[i];
            y = (known is null ? y : OfElements(known, y).Where(y, x)).Minimum(x);
            known = known is null || masks[i] is null ? null : known.LogicalOr(masks[i]!);
        }
        return y;
    }

    internal static Minimum FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
