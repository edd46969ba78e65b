using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Gives its inputs on as they are: stands where a layer may be put in later.</summary>
/// <remarks><para><b>Input</b> one or more, of any shape. <b>Output</b> the same.</para></remarks>
/// <example><code>KerasTensor y = new Identity().Apply(new Input(10));   // (None, 10)</code></example>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    protected override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override IReadOnlyList<KerasTensor> CallMany(IReadOnlyList<KerasTensor> inputs, bool training) => inputs;

    internal static Identity FromConfig(JsonObject config) => new() { Name = (string)config["name"]! };
}
