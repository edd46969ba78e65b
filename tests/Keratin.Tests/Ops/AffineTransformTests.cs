namespace Keratin.Tests.Operations;

public class AffineTransformTests
{
    private static readonly Tensor<float> s_row = Numbers.Of([1, 1, 4, 1], 1, 2, 3, 4);
    private static readonly float[] s_identity = [1, 0, 0, 0, 1, 0, 0, 0];

    [Fact]
    public void The_identity_changes_no_bit()
    {
        Tensor<float> images = Numbers.Wave([3, 5, 19, 2]);
        foreach (Interpolation interpolation in new[] { Interpolation.Nearest, Interpolation.Bilinear })
            Assert.Equal(images.ToArray(), Run(images, s_identity, interpolation));
    }

    // What Keras documents: d c b a | a b c d | d c b a and so on.
    [Theory]
    [InlineData(FillMode.Constant, new float[] { 9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9, 9, 9 })]
    [InlineData(FillMode.Nearest, new float[] { 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4 })]
    [InlineData(FillMode.Wrap, new float[] { 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2 })]
    [InlineData(FillMode.Mirror, new float[] { 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4 })]
    [InlineData(FillMode.Reflect, new float[] { 3, 4, 4, 3, 2, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1, 2 })]
    public void Outside_is_what_the_mode_says(FillMode mode, float[] expected)
    {
        // Six columns of what is on the left, then a b c d, then six of what is on the right.
        foreach (Interpolation interpolation in new[] { Interpolation.Nearest, Interpolation.Bilinear })
        {
            float[] got = Step.Run(x => Keratin.Ops.Transformed(x, Constant([1, 0, -6, 0, 1, 0, 0, 0]), (1, 16), interpolation, mode, 9), s_row);
            Assert.Equal(expected, got);
        }
    }

    [Fact]
    public void Halfway_out_it_is_half_the_value_outside()
    {
        Assert.Equal([5f, 1.5f, 2.5f, 3.5f], Run(s_row, [1, 0, -0.5f, 0, 1, 0, 0, 0], fillValue: 9));
        Assert.Equal([1f, 1.5f, 2.5f, 3.5f], Run(s_row, [1, 0, -0.5f, 0, 1, 0, 0, 0], mode: FillMode.Reflect));
        Assert.Equal([2.5f, 1.5f, 2.5f, 3.5f], Run(s_row, [1, 0, -0.5f, 0, 1, 0, 0, 0], mode: FillMode.Wrap));
    }

    [Fact]
    public void Each_image_has_its_own_transform_or_all_have_one()
    {
        Tensor<float> two = Numbers.Of([2, 1, 3, 1], 1, 2, 3, 4, 5, 6);
        Assert.Equal([2f, 3, 0, 0, 4, 5], Step.Run(x => x.AffineTransform(Constant([1, 0, 1, 0, 1, 0, 0, 0, 1, 0, -1, 0, 1, 0, 0, 0], [2, 8])), two));
        Assert.Equal([2f, 3, 0, 5, 6, 0], Run(two, [1, 0, 1, 0, 1, 0, 0, 0]));
    }

    [Fact]
    public void Divides_by_k()
    {
        // k = x + 1: column 1 is taken from (2·1 + 2) / 2 = 2, column 3 from (2·3 + 2) / 4 = 2.
        Assert.Equal([3f, 3, 3, 3], Run(s_row, [2, 0, 2, 0, 1, 0, 1, 0]));
    }

    [Fact]
    public void Channels_first_is_the_same_picture()
    {
        Tensor<float> last = Numbers.Wave([2, 4, 5, 3]);
        float[] transform = [0.8f, -0.3f, 1, 0.4f, 0.9f, -0.5f, 0, 0];
        float[] expected = Run(last, transform, mode: FillMode.Reflect);
        float[] got = Step.Run(
            x => x.Transpose(0, 3, 1, 2).AffineTransform(Constant(transform), fillMode: FillMode.Reflect, dataFormat: DataFormat.ChannelsFirst).Transpose(0, 2, 3, 1),
            last);
        Assert.Equal(expected, got);
        Assert.Equal([4, 5, 3], Keratin.Ops.Input([4, 5, 3]).AffineTransform(Constant(transform)).Shape);
    }

    [Fact]
    public void Places_far_away_and_places_that_are_none_are_outside()
    {
        foreach (float far in new[] { 1e30f, -1e30f, float.PositiveInfinity, float.NaN })
        {
            Assert.Equal([9f, 9, 9, 9], Run(s_row, [1, 0, far, 0, 1, 0, 0, 0], fillValue: 9));
            foreach (FillMode mode in Enum.GetValues<FillMode>())
                Assert.All(Run(s_row, [1, 0, far, 0, 1, far, 0, 0], mode: mode), value => Assert.InRange(value, 0, 4));
        }
    }

    [Fact]
    public void Agrees_with_a_plain_loop_on_wide_images()
    {
        Tensor<float> images = Numbers.Wave([2, 37, 45, 3]);
        float[] transform = [0.9f, 0.35f, -4, -0.3f, 1.1f, 2.5f, 0.001f, -0.002f];
        float[] got = Run(images, transform, fillValue: 0.25f);
        int i = 0;
        for (int image = 0; image < 2; image++)
        {
            for (int y = 0; y < 37; y++)
            {
                for (int x = 0; x < 45; x++)
                {
                    double k = (transform[6] * (double)x) + (transform[7] * (double)y) + 1;
                    double column = ((transform[0] * (double)x) + (transform[1] * (double)y) + transform[2]) / k;
                    double row = ((transform[3] * (double)x) + (transform[4] * (double)y) + transform[5]) / k;
                    for (int c = 0; c < 3; c++)
                        Assert.Equal(Bilinear(images, image, row, column, c), got[i++], 5e-5);
                }
            }
        }
    }

    [Fact]
    public void Refuses_other_shapes_and_other_interpolations()
    {
        KerasTensor images = Keratin.Ops.Input([2, 3, 3, 1]);
        Assert.Throws<ShapeException>(() => images.AffineTransform(Keratin.Ops.Input([2, 6])));
        Assert.Throws<ShapeException>(() => images.AffineTransform(Keratin.Ops.Input([3, 8])));
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([3, 3]).AffineTransform(Keratin.Ops.Input([8])));
        Assert.Throws<ArgumentException>(() => images.AffineTransform(Keratin.Ops.Input([8]), Interpolation.Bicubic));
    }

    private static double Bilinear(Tensor<float> images, int image, double row, double column, int channel)
    {
        double sum = 0;
        for (int v = (int)Math.Floor(row); v <= (int)Math.Floor(row) + 1; v++)
        {
            for (int u = (int)Math.Floor(column); u <= (int)Math.Floor(column) + 1; u++)
            {
                bool isInside = v >= 0 && v < images.Lengths[1] && u >= 0 && u < images.Lengths[2];
                sum += (1 - Math.Abs(row - v)) * (1 - Math.Abs(column - u)) * (isInside ? images[image, v, u, channel] : 0.25);
            }
        }
        return sum;
    }

    private static KerasTensor Constant(float[] numbers, Shape? shape = null) => Keratin.Ops.Constant(Numbers.Of(shape ?? [numbers.Length], numbers));

    private static float[] Run(
        Tensor<float> images, float[] transform, Interpolation interpolation = Interpolation.Bilinear, FillMode mode = FillMode.Constant, float fillValue = 0) =>
        Step.Run(x => x.AffineTransform(Constant(transform), interpolation, mode, fillValue), images);
}
