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
        ["Flatten"] = Flatten.FromConfig,
        ["Reshape"] = Reshape.FromConfig,
        ["Dropout"] = Dropout.FromConfig,
        ["Activation"] = Activation.FromConfig,
        ["ReLU"] = ReLU.FromConfig,
        ["Softmax"] = Softmax.FromConfig,
        ["BatchNormalization"] = BatchNormalization.FromConfig,
        ["Rescaling"] = Rescaling.FromConfig,
        ["Normalization"] = Normalization.FromConfig,
        ["Resizing"] = Resizing.FromConfig,
        ["CenterCrop"] = CenterCrop.FromConfig,
        ["CategoryEncoding"] = CategoryEncoding.FromConfig,
        ["Discretization"] = Discretization.FromConfig,
        ["Pipeline"] = Pipeline.FromConfig,
        ["RandomFlip"] = RandomFlip.FromConfig,
        ["RandomRotation"] = RandomRotation.FromConfig,
        ["RandomZoom"] = RandomZoom.FromConfig,
        ["RandomTranslation"] = RandomTranslation.FromConfig,
        ["RandomCrop"] = RandomCrop.FromConfig,
        ["RandomShear"] = RandomShear.FromConfig,
        ["RandomContrast"] = RandomContrast.FromConfig,
        ["RandomBrightness"] = RandomBrightness.FromConfig,
        ["RandomElasticTransform"] = RandomElasticTransform.FromConfig,
        ["RandomErasing"] = RandomErasing.FromConfig,
        ["RandomPerspective"] = RandomPerspective.FromConfig,
        ["RandomInvert"] = RandomInvert.FromConfig,
        ["RandomGrayscale"] = RandomGrayscale.FromConfig,
        ["RandomHue"] = RandomHue.FromConfig,
        ["RandomSaturation"] = RandomSaturation.FromConfig,
        ["RandomSharpness"] = RandomSharpness.FromConfig,
        ["RandomColorDegeneration"] = RandomColorDegeneration.FromConfig,
        ["RandomColorJitter"] = RandomColorJitter.FromConfig,
        ["RandomPosterization"] = RandomPosterization.FromConfig,
        ["RandomGaussianBlur"] = RandomGaussianBlur.FromConfig,
        ["Solarization"] = Solarization.FromConfig,
        ["AutoContrast"] = AutoContrast.FromConfig,
        ["Add"] = Add.FromConfig,
        ["Concatenate"] = Concatenate.FromConfig,
    };
}
