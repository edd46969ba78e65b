using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class LayerTable
{
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Layer>> FromConfig = new Dictionary<string, Func<JsonObject, Layer>>
    {
        ["InputLayer"] = Input.FromConfig,
        ["Dense"] = Dense.FromConfig,
        ["Conv2D"] = Conv2D.FromConfig,
        ["MaxPooling2D"] = MaxPooling2D.FromConfig,
        ["AveragePooling2D"] = AveragePooling2D.FromConfig,
        ["GlobalAveragePooling2D"] = GlobalAveragePooling2D.FromConfig,
        ["GlobalMaxPooling2D"] = GlobalMaxPooling2D.FromConfig,
        ["ZeroPadding2D"] = ZeroPadding2D.FromConfig,
        ["Flatten"] = Flatten.FromConfig,
        ["Reshape"] = Reshape.FromConfig,
        ["Dropout"] = Dropout.FromConfig,
        ["Activation"] = Activation.FromConfig,
        ["ReLU"] = ReLU.FromConfig,
        ["Softmax"] = Softmax.FromConfig,
        ["BatchNormalization"] = BatchNormalization.FromConfig,
        ["Rescaling"] = Rescaling.FromConfig,
        ["Add"] = Add.FromConfig,
        ["Concatenate"] = Concatenate.FromConfig,
    };
}
