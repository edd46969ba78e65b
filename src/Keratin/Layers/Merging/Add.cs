using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Sum of its inputs, element by element.</summary>
/// <remarks><para><b>Input</b> two or more of shapes that broadcast. <b>Output</b> the shape they broadcast to.</para></remarks>
/// <example><code>KerasTensor y = new Add().Apply(x, shortcut);</code></example>
public sealed class Add : Layer
{
    /// <inheritdoc/>
    protected override KerasTensor CallAll(IReadOnlyList<KerasTensor> inputs, bool training)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count >= 2 ? inputs.Aggregate((sum, input) => sum + input) : throw new ShapeException($"{this}", "two or more inputs", $"{inputs.Count}");
    }

    internal static Add FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
