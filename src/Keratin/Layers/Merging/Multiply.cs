using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Product of its inputs, element by element.</summary>
/// <remarks><para><b>Input</b> one or more of shapes that broadcast, see <see cref="Merge"/>. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Multiply().Apply(x, gate);</code></example>
public sealed class Multiply : Merge
{
    private protected override KerasTensor Combine(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        // What a mask hides counts as 1; what all masks hide gives 0.
        KerasTensor y = inputs.Select((input, i) => masks[i] is { } mask ? OfElements(mask, input).Where(input, Ops.Constant(1)) : input)
            .Aggregate((product, input) => product * input);
        return ComputeMask(inputs, masks) is { } any ? OfElements(any, y).Where(y, Ops.Constant(0)) : y;
    }

    internal static Multiply FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
