using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Hides the time steps of which all features have one value: layers behind skip them, and they are 0 in the output.</summary>
/// <remarks><para><b>Input</b> <c>(batch, time, features)</c>. <b>Output</b> the same, with the mask <c>(batch, time)</c>.</para></remarks>
/// <param name="maskValue">The value.</param>
/// <example><code>KerasTensor y = new Masking(-1).Apply(new Input(10, 8));   // (None, 10, 8)</code></example>
public sealed class Masking(float maskValue = 0) : Layer
{
    /// <summary>The value.</summary>
    public float MaskValue { get; } = maskValue;

    /// <inheritdoc/>
    protected override KerasTensor Call(KerasTensor x, bool training) => Shown(x, keepDims: true).Where(x, Ops.Constant(0));

    /// <inheritdoc/>
    protected override KerasTensor? ComputeMask(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor?> masks)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Shown(inputs[0], keepDims: false);
    }

    private KerasTensor Shown(KerasTensor x, bool keepDims) => x.NotEqual(Ops.Constant(MaskValue)).Any([-1], keepDims);

    /// <inheritdoc/>
    protected override void WriteConfig(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["mask_value"] = MaskValue;
    }

    internal static Masking FromConfig(JsonObject config) => new(Value(config["mask_value"])) { Name = (string)config["name"]! };

    // A number, or one that Keras wrapped as a tensor.
    private static float Value(JsonNode? node) => node switch
    {
        null => 0,
        JsonObject tensor when tensor["config"] is JsonObject inner => (float)inner["value"]!,
        _ => (float)node,
    };
}
