using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Intersection over union of two classes, which a threshold parts: outputs from it on are class 1.</summary>
/// <param name="targetClassIds">Which of the classes 0 and 1 count; both by default.</param>
/// <param name="threshold">From it on an output counts as 1.</param>
/// <param name="name">Its name in logs.</param>
/// <param name="dtype">In what is counted: <c>int32</c> as in Keras, so that weights of samples lose fractions, or <c>float32</c>.</param>
/// <example><code>model.Compile("adam", "binary_crossentropy", [new BinaryIoU([1], threshold: 0.3f)]);</code></example>
public sealed class BinaryIoU(IReadOnlyList<int>? targetClassIds = null, float threshold = 0.5f, string name = "binary_io_u", string dtype = "int32")
    : IoU(2, targetClassIds ?? [0, 1], name, dtype: dtype)
{
    /// <summary>From it on an output counts as 1.</summary>
    public float Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override JsonObject Config => new()
    {
        ["name"] = Name,
        ["dtype"] = DType,
        ["target_class_ids"] = MetricConfig.List(TargetClassIds),
        ["threshold"] = Threshold,
    };

    /// <inheritdoc/>
    public override void UpdateState(KerasTensor target, KerasTensor output, KerasTensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        base.UpdateState(target, output.GreaterEqual(Ops.Constant(Threshold)), sampleWeight);
    }

    internal static new BinaryIoU FromConfig(JsonObject config) => new(
        config["target_class_ids"] is { } ids ? MetricConfig.Integers(ids) : null, (float?)config["threshold"] ?? 0.5f,
        MetricConfig.Name(config, "binary_io_u"), DTypeOf(config));
}
