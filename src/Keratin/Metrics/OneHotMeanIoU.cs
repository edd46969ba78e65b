using System.Text.Json.Nodes;

namespace Keratin.Metrics;

/// <summary>Intersection over union, mean over all classes that occur, of one-hot targets: the largest number along an axis says the class.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="name">Its name in logs.</param>
/// <param name="ignoreClass">Where given, samples of this class are left out.</param>
/// <param name="sparseYPred">Whether outputs are indices; else their largest number along <paramref name="axis"/> says the class.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="dtype">In what is counted: <c>int32</c> as in Keras, so that weights of samples lose fractions, or <c>float32</c>.</param>
/// <example><code>model.Compile("adam", "categorical_crossentropy", [new OneHotMeanIoU(3)]);</code></example>
public sealed class OneHotMeanIoU(
    int numClasses, string name = "one_hot_mean_io_u", int? ignoreClass = null, bool sparseYPred = false, int axis = -1, string dtype = "int32")
    : MeanIoU(numClasses, name, ignoreClass, sparseYTrue: false, sparseYPred, axis, dtype)
{
    /// <inheritdoc/>
    public override JsonObject Config
    {
        get
        {
            JsonObject config = base.Config;
            config.Remove("sparse_y_true");
            return config;
        }
    }

    internal static new OneHotMeanIoU FromConfig(JsonObject config) => new(
        (int)MetricConfig.Required(config, "num_classes"), MetricConfig.Name(config, "one_hot_mean_io_u"), (int?)config["ignore_class"],
        (bool?)config["sparse_y_pred"] ?? false, MetricConfig.Axis(config), DTypeOf(config));
}
