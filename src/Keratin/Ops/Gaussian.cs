namespace Keratin;

/// <summary>Weights of Gaussian kernels whose width is known only while running.</summary>
internal static class Gaussian
{
    /// <summary>Weights of a kernel of odd or even length, which add up to 1: shape <c>(size,)</c>.</summary>
    /// <param name="size">Length of the kernel.</param>
    /// <param name="sigma">Standard deviation, shape <c>()</c>.</param>
    public static KerasTensor Weights(int size, KerasTensor sigma)
    {
        KerasTensor weights = Value(Row(size, i => i - ((size - 1) / 2f)), sigma);
        return weights / weights.Sum();
    }

    /// <summary>Images (batch, height, width, channels) under a kernel that is the product of one along the columns and one along the rows.</summary>
    public static KerasTensor Blur(KerasTensor images, KerasTensor alongColumns, KerasTensor alongRows)
    {
        int channels = images.Shape[3];
        KerasTensor kernel = alongRows.Reshape([-1, 1, 1, 1]) * alongColumns.Reshape([1, -1, 1, 1]);
        return images.Conv2D(kernel.BroadcastTo([kernel.Shape[0], kernel.Shape[1], 1, channels]), padding: Padding.Same, groups: channels);
    }

    /// <summary>
    /// The matrix that blurs along an axis by a kernel that reaches three standard deviations, with zeros outside: <c>(length, length)</c>. As a
    /// matrix, since nobody knows before running how long the kernel is.
    /// </summary>
    /// <param name="length">Length of the axis.</param>
    /// <param name="sigma">Standard deviation, shape <c>()</c>.</param>
    /// <param name="largest">No standard deviation is larger.</param>
    public static KerasTensor BlurMatrix(int length, KerasTensor sigma, float largest)
    {
        int reach = (int)(3 * largest) + 1;
        KerasTensor sum = Within(Row((2 * reach) + 1, i => i - reach), sigma).Sum();
        float[] distances = new float[checked(length * length)];
        for (int i = 0; i < distances.Length; i++)
            distances[i] = (i / length) - (i % length);
        return Within(Ops.Constant(distances.ToTensor([length, length])), sigma) / sum;
    }

    private static KerasTensor Within(KerasTensor distance, KerasTensor sigma) => (3 * sigma).GreaterEqual(distance.Absolute()) * Value(distance, sigma);

    private static KerasTensor Value(KerasTensor distance, KerasTensor sigma) => ((distance / sigma).Square() * -0.5f).Exp();

    private static KerasTensor Row(int length, Func<int, float> value) =>
        Ops.Constant(Enumerable.Range(0, length).Select(value).ToArray().ToTensor([length]));
}
