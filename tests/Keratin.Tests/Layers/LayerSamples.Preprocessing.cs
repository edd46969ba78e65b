using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Layers that prepare and augment. The harness' numbers lie between -1 and 1.
internal static partial class LayerSamples
{
    private static readonly (float, float) s_around = (-1, 1);

    private static IEnumerable<(string Title, Func<Layer> Make, Shape[] Inputs)> Preprocessing =>
    [
        ("Rescaling", () => new Rescaling(0.5f, -1), [[4]]),
        ("Rescaling of each channel", () => new Rescaling(new float[] { 0.5f, 2 }, new float[] { 0, -1 }), [[3, 2]]),
        ("Normalization", () => new Normalization(), [[4]]),
        ("Normalization of images by numbers given", () => new Normalization { Axis = [1, 2], Mean = new float[] { 0.5f, 1, 2 }, Variance = new float[] { 4, 1, 2 } }, [[2, 3, 2]]),
        ("Normalization back", () => new Normalization { Axis = [], Mean = 0.5f, Variance = 4, Invert = true }, [[3]]),
        ("Resizing", () => new Resizing(3, 5), [[4, 6, 2]]),
        ("Resizing with all extras", () => new Resizing(3, 3)
        {
            Interpolation = Interpolation.Lanczos5, PadToAspectRatio = true, FillValue = 0.5f, Antialias = true, DataFormat = DataFormat.ChannelsFirst,
        }, [[2, 4, 8]]),
        ("Resizing and cropping", () => new Resizing(3, 3) { Interpolation = Interpolation.Nearest, CropToAspectRatio = true }, [[4, 8, 1]]),
        ("CenterCrop", () => new CenterCrop(3, 2), [[4, 6, 2]]),
        ("CenterCrop of small images", () => new CenterCrop(6, 6) { DataFormat = DataFormat.ChannelsFirst }, [[2, 4, 5]]),
        ("CategoryEncoding", () => new CategoryEncoding(4), [[3]]),
        ("CategoryEncoding of counts", () => new CategoryEncoding(4, OutputMode.Count), [[3], [3]]),
        ("CategoryEncoding of single numbers", () => new CategoryEncoding(4, OutputMode.OneHot), [[1]]),
        ("Discretization", () => new Discretization { BinBoundaries = [-0.5f, 0, 0.25f] }, [[3]]),
        ("Discretization of rows", () => new Discretization { BinBoundaries = [0], OutputMode = OutputMode.OneHot }, [[3]]),
        ("Pipeline", () => new Pipeline(new RandomRotation(0.1f) { Seed = 1, Name = "turn" }, new Rescaling(2) { Name = "scale" }, new Normalization { Name = "norm" }), [[4, 5, 1]]),
        ("RandomFlip", () => new RandomFlip { Seed = 1 }, [[4, 5, 2]]),
        ("RandomFlip, channels first", () => new RandomFlip(FlipMode.Vertical) { DataFormat = DataFormat.ChannelsFirst }, [[2, 4, 5]]),
        ("RandomRotation", () => new RandomRotation(0.1f) { Seed = 1 }, [[5, 4, 2]]),
        ("RandomRotation with all extras", () => new RandomRotation((-0.1f, 0.25f))
        {
            FillMode = FillMode.Constant, Interpolation = Interpolation.Nearest, FillValue = 0.5f, DataFormat = DataFormat.ChannelsFirst,
        }, [[2, 5, 4]]),
        ("RandomZoom", () => new RandomZoom(0.3f), [[5, 4, 1]]),
        ("RandomZoom of both axes", () => new RandomZoom((-0.5f, 0.2f), 0.3f) { FillMode = FillMode.Wrap }, [[5, 4, 1]]),
        ("RandomTranslation", () => new RandomTranslation(0.3f, (0, 0.5f)) { FillMode = FillMode.Nearest }, [[5, 4, 1]]),
        ("RandomCrop", () => new RandomCrop(3, 2) { Seed = 4 }, [[5, 4, 2]]),
        ("RandomCrop of small images", () => new RandomCrop(6, 3), [[5, 4, 2]]),
        ("RandomShear", () => new RandomShear(0.3f, (0.1f, 0.2f)) { FillMode = FillMode.Constant }, [[5, 4, 1]]),
        ("RandomContrast", () => new RandomContrast((0.25f, 0.5f)) { ValueRange = s_around }, [[5, 4, 2]]),
        ("RandomBrightness", () => new RandomBrightness(0.5f) { ValueRange = s_around }, [[5, 4, 2]]),
        ("RandomElasticTransform", () => new RandomElasticTransform { ValueRange = s_around, Seed = 2 }, [[6, 8, 2]]),
        ("RandomElasticTransform with all extras", () => new RandomElasticTransform((0.2f, 0.9f), (0.8f, 1))
        {
            ValueRange = s_around, Interpolation = Interpolation.Nearest, FillMode = FillMode.Constant, FillValue = 0.25f,
        }, [[12, 16, 1]]),
        ("RandomErasing", () => new RandomErasing { ValueRange = s_around }, [[6, 8, 2]]),
        ("RandomErasing in color", () => new RandomErasing(0.5f, 0.5f) { ValueRange = s_around, FillValue = [0.5f, 0, -0.5f] }, [[6, 8, 3]]),
        ("RandomPerspective", () => new RandomPerspective(scale: 0.5f) { FillValue = 0.5f }, [[6, 5, 2]]),
        ("RandomInvert", () => new RandomInvert(0.5f) { ValueRange = s_around }, [[3, 4, 1]]),
        ("RandomGrayscale", () => new RandomGrayscale(), [[3, 4, 3]]),
        ("RandomHue", () => new RandomHue(0.5f) { ValueRange = s_around }, [[3, 4, 3]]),
        ("RandomSaturation", () => new RandomSaturation((0.25f, 0.75f)) { ValueRange = (0, 1) }, [[3, 4, 3]]),
        ("RandomSharpness", () => new RandomSharpness((0.25f, 0.75f)) { ValueRange = s_around }, [[3, 4, 2]]),
        ("RandomColorDegeneration", () => new RandomColorDegeneration((0.25f, 0.75f)) { ValueRange = s_around }, [[3, 4, 3]]),
        ("RandomColorJitter", () => new RandomColorJitter { ValueRange = s_around, BrightnessFactor = 0.1f, ContrastFactor = 0.2f, SaturationFactor = 0.5f, HueFactor = (0, 0.1f) },
            [[3, 4, 3]]),
        ("RandomPosterization", () => new RandomPosterization((2, 6)) { ValueRange = s_around }, [[3, 4, 2]]),
        ("RandomGaussianBlur", () => new RandomGaussianBlur(0.5f, (3, 5), (0.5f, 1)) { ValueRange = s_around }, [[5, 6, 2]]),
        ("Solarization", () => new Solarization(0.25f, (0.25f, 0.75f)) { ValueRange = s_around }, [[3, 4, 2]]),
        ("Equalization", () => new Equalization(16) { ValueRange = s_around }, [[3, 4, 2]]),
        ("MixUp", () => new MixUp(0.5f) { Seed = 1 }, [[3, 4, 2], [3]]),
        ("MixUp of images alone", () => new MixUp(), [[3, 4, 1]]),
        ("CutMix", () => new CutMix { Seed = 1 }, [[5, 4, 2], [3]]),
        ("CutMix, channels first", () => new CutMix((0.5f, 1)) { DataFormat = DataFormat.ChannelsFirst }, [[2, 5, 4], [3]]),
        ("RandAugment", () => new RandAugment { ValueRange = s_around, Seed = 1 }, [[6, 5, 3]]),
        ("RandAugment with all extras", () => new RandAugment((0.1f, 0.75f))
        {
            ValueRange = s_around, NumOps = 1, Interpolation = Interpolation.Nearest, DataFormat = DataFormat.ChannelsFirst,
        }, [[3, 6, 5]]),
        ("AugMix", () => new AugMix { ValueRange = s_around, Seed = 2 }, [[6, 5, 3]]),
        ("AugMix with all extras", () => new AugMix((0.1f, 0.5f))
        {
            ValueRange = s_around, NumChains = 2, ChainDepth = 2, Alpha = 0.5f, AllOps = false, Interpolation = Interpolation.Nearest,
            DataFormat = DataFormat.ChannelsFirst,
        }, [[1, 6, 5]]),
        ("ContrastLimitedAdaptiveHistogramEqualization", () => new ContrastLimitedAdaptiveHistogramEqualization
        {
            ValueRange = (-100, 100), ClipLimit = 40, TileGridSize = 2,
        }, [[6, 5, 2]]),
        ("ContrastLimitedAdaptiveHistogramEqualization, channels first", () => new ContrastLimitedAdaptiveHistogramEqualization
        {
            ValueRange = (-100, 100), ClipLimit = 0, TileGridSize = (3, 2), DataFormat = DataFormat.ChannelsFirst,
        }, [[2, 4, 5]]),
        ("AutoContrast", () => new AutoContrast { ValueRange = s_around }, [[3, 4, 2]]),
    ];
}
