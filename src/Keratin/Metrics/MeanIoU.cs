using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Intersection over union, mean over all classes that occur.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="name">Its name in logs.</param>
/// <param name="ignoreClass">Where given, samples of this class are left out; it need not be one of the classes (-1 and 255 are usual).</param>
/// <param name="sparseYTrue">Whether targets are indices; else their largest number along <paramref name="axis"/> says the class.</param>
/// <param name="sparseYPred">Whether outputs are indices; else their largest number along <paramref name="axis"/> says the class.</param>
/// <param name="axis">Axis of the classes where targets or outputs are no indices.</param>
/// <param name="dtype">In what is counted: <c>int32</c> as in Keras, so that weights of samples lose fractions, or <c>float32</c>.</param>
/// <example><code>model.Compile("adam", "sparse_categorical_crossentropy", [new MeanIoU(3, sparseYPred: false)]);</code></example>
public class MeanIoU(
    int numClasses, string name = "mean_io_u", int? ignoreClass = null, bool sparseYTrue = true, bool sparseYPred = true, int axis = -1,
    string dtype = "int32")
    : IoU(numClasses, [.. Enumerable.Range(0, Math.Max(numClasses, 0))], name, ignoreClass, sparseYTrue, sparseYPred, axis, dtype)
{
    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config.Remove("target_class_ids");
            return config;
        }
    }

    internal static new MeanIoU FromConfig(JsonObject config) => new(
        (int)MetricConfig.Required(config, "num_classes"), MetricConfig.Name(config, "mean_io_u"), (int?)config["ignore_class"],
        (bool?)config["sparse_y_true"] ?? true, (bool?)config["sparse_y_pred"] ?? true, MetricConfig.Axis(config), DTypeOf(config));
}
