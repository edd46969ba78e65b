namespace Keratin;

public static partial class Ops
{
    /// <summary>Images bent like a sheet of rubber: each pixel is taken from a place nearby, and neighbours from nearly the same direction.</summary>
    /// <remarks>
    /// The displacements are normal random numbers times <paramref name="sigma"/>, blurred by a Gaussian of that width that reaches three of them,
    /// times <paramref name="alpha"/>. P. Y. Simard, D. Steinkraus, J. C. Platt: "Best practices for convolutional neural networks applied to
    /// visual document analysis", 2003. Which follows from <paramref name="seed"/> and <paramref name="counter"/>, see <see cref="RandomNormal"/>.
    /// </remarks>
    /// <param name="images"><c>(batch, height, width, channels)</c>, or one image, all lengths known.</param>
    /// <param name="counter">Chooses the numbers within the sequence: a whole number of shape <c>()</c>, usually a variable that counts.</param>
    /// <param name="alpha">How far the pixels are moved.</param>
    /// <param name="sigma">Width of the blur in pixels; not negative.</param>
    /// <param name="interpolation"><c>Nearest</c> or <c>Bilinear</c>.</param>
    /// <param name="fillMode">What lies outside of the image.</param>
    /// <param name="fillValue">The value outside, for <c>Constant</c>.</param>
    /// <param name="seed">Chooses the sequence.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    /// <returns>The images' shape.</returns>
    public static KerasTensor ElasticTransform(
        this KerasTensor images,
        KerasTensor counter,
        float alpha = 20,
        float sigma = 5,
        Interpolation interpolation = Interpolation.Bilinear,
        FillMode fillMode = FillMode.Reflect,
        float fillValue = 0,
        long seed = 0,
        DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        ArgumentNullException.ThrowIfNull(counter);
        AffineTransformOp.Check("ElasticTransform", interpolation);
        _ = Require.NotNegative(sigma);
        return ImageAxes.Batched(images, "ElasticTransform", dataFormat, x => Bent(
            x, Constant(alpha), Constant(sigma), sigma, RandomNormal([x.Shape[0], 2, x.Shape[1], x.Shape[2]], counter, seed: seed),
            new(interpolation == Interpolation.Bilinear ? 1 : 0, fillMode, fillValue, 0)));
    }

    // The numbers say how far down and how far to the right: (batch, 2, height, width).
    internal static KerasTensor Bent(
        KerasTensor images, KerasTensor alpha, KerasTensor sigma, float largestSigma, KerasTensor numbers, MapCoordinatesOp map)
    {
        var (batch, height, width, channels) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        // At 0 nothing is blurred, and nothing divided by 0.
        KerasTensor wide = sigma.Maximum(Constant(1e-6f));
        KerasTensor moved = Blurred(numbers * wide, height, width, wide, Math.Max(largestSigma, 1e-6f)) * alpha;
        KerasTensor places = (moved + Constant(Grid(height, width))).Reshape([batch, 2, height * width]);
        return KerasTensor.Of(map, images, places).Reshape([batch, height, width, channels]);
    }

    private static KerasTensor Blurred(KerasTensor numbers, int height, int width, KerasTensor sigma, float largest)
    {
        int planes = numbers.Shape[0] * numbers.Shape[1];
        KerasTensor alongRows = numbers.Reshape([planes * height, width]).MatMul(Gaussian.BlurMatrix(width, sigma, largest)).Reshape([planes, height, width]);
        KerasTensor alongColumns = alongRows.Transpose(0, 2, 1).Reshape([planes * width, height]).MatMul(Gaussian.BlurMatrix(height, sigma, largest));
        return alongColumns.Reshape([planes, width, height]).Transpose(0, 2, 1).Reshape(numbers.Shape);
    }

    // Each pixel's row, and each pixel's column: (2, height, width).
    private static Tensor<float> Grid(int height, int width)
    {
        float[] grid = new float[checked(2 * height * width)];
        for (int i = 0; i < height * width; i++)
            (grid[i], grid[(height * width) + i]) = (i / width, i % width);
        return grid.ToTensor([2, height, width]);
    }
}
