using System.Text.Json.Nodes;
using Keratin.Data;
using Keratin.Metrics;
using Keratin.Models;

namespace Keratin.Tests.House;

/// <summary>What a metric needs to be made, and numbers that it takes.</summary>
internal static class MetricData
{
    public static JsonObject Config(string name) => name switch
    {
        "PrecisionAtRecall" => new() { ["recall"] = 0.5f },
        "RecallAtPrecision" => new() { ["precision"] = 0.5f },
        "SensitivityAtSpecificity" => new() { ["specificity"] = 0.5f },
        "SpecificityAtSensitivity" => new() { ["sensitivity"] = 0.5f },
        "IoU" or "OneHotIoU" => new() { ["num_classes"] = 4, ["target_class_ids"] = new JsonArray(0, 1) },
        "MeanIoU" or "OneHotMeanIoU" => new() { ["num_classes"] = 4 },
        _ => [],
    };

    public static float Result(Metric metric)
    {
        Tensor<float> probabilities = Numbers.Of([3, 4], 0.4f, 0.3f, 0.2f, 0.1f, 0.15f, 0.55f, 0.1f, 0.2f, 0.3f, 0.1f, 0.25f, 0.35f);
        Tensor<float> oneHot = Numbers.Of([3, 4], 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0), indices = Numbers.Of([3], 0, 1, 1);
        if (metric.ClassName is "Sum")
            ((Sum)metric).Update(probabilities, null);
        else if (metric.ClassName is "Mean")
            ((Mean)metric).Update(probabilities, null);
        if (metric.ClassName is "Sum" or "Mean")
            return metric.Result();
        bool isSparse = metric.ClassName.StartsWith("Sparse", StringComparison.Ordinal), isIndex = metric.ClassName is "MeanIoU" or "IoU";
        metric.UpdateState(isSparse || isIndex ? (Samples)indices : oneHot, isIndex ? (Samples)Numbers.Of([3], 0, 1, 3) : probabilities);
        return metric.Result();
    }
}
