namespace Keratin.Layers;

/// <summary>The eleven changes of images that <see cref="RandAugment"/> and <see cref="AugMix"/> choose from, all equally strong.</summary>
internal static class AugmentationParts
{
    /// <summary>The changes, for images <c>(batch, height, width, channels)</c> in training: of their places, of their tones, then of their colors.</summary>
    /// <param name="layer">Whose parts they are, for messages.</param>
    /// <param name="factor">How strong, from 0 to 1.</param>
    /// <param name="range">The smallest and the largest value of a pixel.</param>
    /// <param name="interpolation">How pixels between pixels are computed.</param>
    /// <param name="withColors">Whether the last four, which change brightness and colors, are among them.</param>
    public static IReadOnlyList<Func<KerasTensor, SeedGenerator, KerasTensor>> Of(
        Layer layer, Factor factor, (float Low, float High) range, Interpolation interpolation, bool withColors)
    {
        var contrast = new AutoContrast { ValueRange = range };
        var equalization = new Equalization { ValueRange = range };
        // As many bits as Keras keeps.
        int bits = Math.Max(1, (int)(8 * factor.Upper));
        return
        [
            Random(new RandomShear(factor, factor) { Interpolation = interpolation, Name = Part("random_shear") }),
            Random(new RandomTranslation(factor, factor) { Interpolation = interpolation, Name = Part("random_translation") }),
            Random(new RandomRotation(factor) { Interpolation = interpolation, Name = Part("random_rotation") }),
            Random(new RandomPosterization(bits) { ValueRange = range, Name = Part("random_posterization") }),
            Random(new Solarization(factor, factor) { ValueRange = range, Name = Part("solarization") }),
            (images, _) => contrast.Change(images),
            (images, _) => equalization.Change(images),
            .. withColors ? Colors() : [],
        ];

        IEnumerable<Func<KerasTensor, SeedGenerator, KerasTensor>> Colors() =>
        [
            Random(new RandomBrightness(factor) { ValueRange = range, Name = Part("random_brightness") }),
            Random(new RandomColorDegeneration(factor) { ValueRange = range, Name = Part("random_color_degeneration") }),
            Random(new RandomContrast(factor) { ValueRange = range, Name = Part("random_contrast") }),
            Random(new RandomSharpness(factor) { ValueRange = range, Name = Part("random_sharpness") }),
        ];

        string Part(string name) => $"{layer.Name}/{name}";
    }

    private static Func<KerasTensor, SeedGenerator, KerasTensor> Random(RandomImageLayer layer) => layer.Change;
}
