using System.Text.Json.Nodes;

namespace Keratin.Layers;

/// <summary>Which class reads which name of a file. One line each.</summary>
internal static class LayerTable
{
    /// <summary>Keras' other names of some classes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["Convolution1D"] = "Conv1D",
        ["Convolution2D"] = "Conv2D",
        ["Convolution3D"] = "Conv3D",
        ["Convolution1DTranspose"] = "Conv1DTranspose",
        ["Convolution2DTranspose"] = "Conv2DTranspose",
        ["Convolution3DTranspose"] = "Conv3DTranspose",
        ["SeparableConvolution1D"] = "SeparableConv1D",
        ["SeparableConvolution2D"] = "SeparableConv2D",
        ["MaxPool1D"] = "MaxPooling1D",
        ["MaxPool2D"] = "MaxPooling2D",
        ["MaxPool3D"] = "MaxPooling3D",
        ["AvgPool1D"] = "AveragePooling1D",
        ["AvgPool2D"] = "AveragePooling2D",
        ["AvgPool3D"] = "AveragePooling3D",
        ["GlobalMaxPool1D"] = "GlobalMaxPooling1D",
        ["GlobalMaxPool2D"] = "GlobalMaxPooling2D",
        ["GlobalMaxPool3D"] = "GlobalMaxPooling3D",
        ["GlobalAvgPool1D"] = "GlobalAveragePooling1D",
        ["GlobalAvgPool2D"] = "GlobalAveragePooling2D",
        ["GlobalAvgPool3D"] = "GlobalAveragePooling3D",
    };

    /// <summary>By each name and each other name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<JsonObject, Layer>> FromConfig = WithAliases(new()
    {
        ["InputLayer"] = Input.FromConfig,
        ["Dense"] = Dense.FromConfig,
        ["Conv2D"] = Conv2D.FromConfig,
        ["MaxPooling2D"] = MaxPooling2D.FromConfig,
        ["AveragePooling2D"] = AveragePooling2D.FromConfig,
        ["GlobalAveragePooling2D"] = GlobalAveragePooling2D.FromConfig,
        ["Conv1D"] = Conv1D.FromConfig,
        ["Conv3D"] = Conv3D.FromConfig,
        ["Conv1DTranspose"] = Conv1DTranspose.FromConfig,
        ["Conv2DTranspose"] = Conv2DTranspose.FromConfig,
        ["Conv3DTranspose"] = Conv3DTranspose.FromConfig,
        ["DepthwiseConv1D"] = DepthwiseConv1D.FromConfig,
        ["DepthwiseConv2D"] = DepthwiseConv2D.FromConfig,
        ["SeparableConv1D"] = SeparableConv1D.FromConfig,
        ["SeparableConv2D"] = SeparableConv2D.FromConfig,
        ["MaxPooling1D"] = MaxPooling1D.FromConfig,
        ["MaxPooling3D"] = MaxPooling3D.FromConfig,
        ["AveragePooling1D"] = AveragePooling1D.FromConfig,
        ["AveragePooling3D"] = AveragePooling3D.FromConfig,
        ["GlobalMaxPooling1D"] = GlobalMaxPooling1D.FromConfig,
        ["GlobalMaxPooling2D"] = GlobalMaxPooling2D.FromConfig,
        ["GlobalMaxPooling3D"] = GlobalMaxPooling3D.FromConfig,
        ["GlobalAveragePooling1D"] = GlobalAveragePooling1D.FromConfig,
        ["GlobalAveragePooling3D"] = GlobalAveragePooling3D.FromConfig,
        ["AdaptiveMaxPooling1D"] = AdaptiveMaxPooling1D.FromConfig,
        ["AdaptiveMaxPooling2D"] = AdaptiveMaxPooling2D.FromConfig,
        ["AdaptiveMaxPooling3D"] = AdaptiveMaxPooling3D.FromConfig,
        ["AdaptiveAveragePooling1D"] = AdaptiveAveragePooling1D.FromConfig,
        ["AdaptiveAveragePooling2D"] = AdaptiveAveragePooling2D.FromConfig,
        ["AdaptiveAveragePooling3D"] = AdaptiveAveragePooling3D.FromConfig,
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
    });

    private static Dictionary<string, Func<JsonObject, Layer>> WithAliases(Dictionary<string, Func<JsonObject, Layer>> table)
    {
        foreach (var (other, name) in Aliases)
            table[other] = table[name];
        return table;
    }
}
