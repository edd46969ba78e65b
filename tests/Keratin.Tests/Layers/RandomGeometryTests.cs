using Keratin.Layers;

namespace Keratin.Tests.Layers;

// Factors of no width make random layers exact: the numbers are those of Keras' own tests.
public class RandomGeometryTests
{
    private static readonly Tensor<float> s_five = Preprocessing.Counting([1, 5, 5, 1]);

    [Fact]
    public void Half_a_turn_puts_the_last_pixel_first() =>
        Numbers.Close([.. Enumerable.Range(0, 25).Select(i => 24f - i)], Preprocessing.Train(new RandomRotation((0.5f, 0.5f)), s_five), 1e-5f);

    [Fact]
    public void A_quarter_of_a_turn_is_counter_clockwise()
    {
        // The right column becomes the upper row.
        float[] turned = Preprocessing.Train(new RandomRotation((0.25f, 0.25f)), s_five);
        Numbers.Close([4, 9, 14, 19, 24, 3, 8], turned.AsSpan(0, 7), 1e-5f);
    }

    [Fact]
    public void Angles_lie_in_the_range_and_are_spread_over_it()
    {
        // One bright pixel on the right shows each angle.
        float[] one = new float[21 * 21];
        one[(10 * 21) + 20] = 1;
        const int Images = 200;
        Tensor<float> images = Enumerable.Repeat(one, Images).SelectMany(pixels => pixels).ToArray().ToTensor([Images, 21, 21, 1]);
        float[] turned = Preprocessing.Train(new RandomRotation((0, 0.25f)) { Seed = 3, FillMode = FillMode.Constant }, images);
        double[] angles = [.. turned.Chunk(21 * 21).Select(Angle)];
        Assert.All(angles, angle => Assert.InRange(angle, -1, 91));
        Assert.InRange(angles.Average(), 40, 50);
        Assert.True(angles.Min() < 10 && angles.Max() > 80);
    }

    [Theory]
    [InlineData(-0.2f, 0, FillMode.Reflect, new float[] { 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 20, 21, 22, 23, 24 })]
    [InlineData(-0.2f, 0, FillMode.Constant, new float[] { 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 0, 0, 0, 0, 0 })]
    [InlineData(0.2f, 0, FillMode.Reflect, new float[] { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 })]
    [InlineData(0, -0.2f, FillMode.Reflect, new float[] { 1, 2, 3, 4, 4, 6, 7, 8, 9, 9, 11, 12, 13, 14, 14, 16, 17, 18, 19, 19, 21, 22, 23, 24, 24 })]
    [InlineData(0, -0.2f, FillMode.Constant, new float[] { 1, 2, 3, 4, 0, 6, 7, 8, 9, 0, 11, 12, 13, 14, 0, 16, 17, 18, 19, 0, 21, 22, 23, 24, 0 })]
    public void Moves_by_a_fifth_of_five_pixels(float down, float right, FillMode mode, float[] expected)
    {
        var layer = new RandomTranslation((down, down), (right, right)) { FillMode = mode };
        Numbers.Close(expected, Preprocessing.Train(layer, s_five), 1e-5f);
        var first = new RandomTranslation((down, down), (right, right)) { FillMode = mode, DataFormat = DataFormat.ChannelsFirst };
        Numbers.Close(expected, Preprocessing.Train(first, Preprocessing.Counting([1, 1, 5, 5])), 1e-5f);
    }

    [Fact]
    public void Half_the_height_down_reflects_the_upper_half()
    {
        float[] moved = Preprocessing.Train(new RandomTranslation((0.5f, 0.5f), 0), Preprocessing.Counting([1, 8, 2, 1]));
        Assert.Equal([6f, 7, 4, 5, 2, 3, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7], moved);
    }

    [Fact]
    public void Zooms_out_and_in()
    {
        var outwards = new RandomZoom((0.5f, 0.5f), (0.8f, 0.8f)) { FillMode = FillMode.Constant };
        float[] small = [0, 0, 0, 0, 0, 0, 2.7f, 4.5f, 6.3f, 0, 0, 10.2f, 12, 13.8f, 0, 0, 17.7f, 19.5f, 21.3f, 0, 0, 0, 0, 0, 0];
        Numbers.Close(small, Preprocessing.Train(outwards, s_five), 1e-5f);
        var nearest = new RandomZoom((0.5f, 0.5f), (0.8f, 0.8f)) { FillMode = FillMode.Constant, Interpolation = Interpolation.Nearest };
        float[] pixels = [0, 0, 0, 0, 0, 0, 5, 7, 9, 0, 0, 10, 12, 14, 0, 0, 20, 22, 24, 0, 0, 0, 0, 0, 0];
        Assert.Equal(pixels, Preprocessing.Train(nearest, s_five));
        var inwards = new RandomZoom((-0.5f, -0.5f), (-0.5f, -0.5f)) { FillMode = FillMode.Constant };
        float[] large = [.. Enumerable.Range(0, 25).Select(i => 6 + (2.5f * (i / 5)) + (0.5f * (i % 5)))];
        Numbers.Close(large, Preprocessing.Train(inwards, s_five), 1e-5f);
    }

    [Fact]
    public void Without_a_factor_for_the_width_the_proportions_stay()
    {
        // A wave along the rows of one image and along the columns of the other look the same after the same zoom.
        Tensor<float> rows = Numbers.Of([1, 4, 4, 1], [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i / 4))]);
        Tensor<float> columns = Numbers.Of([1, 4, 4, 1], [.. Enumerable.Range(0, 16).Select(i => MathF.Sin(i % 4))]);
        float[] x = Preprocessing.Train(new RandomZoom(0.5f) { Seed = 2 }, rows), y = Preprocessing.Train(new RandomZoom(0.5f) { Seed = 2 }, columns);
        Numbers.Close(x, [.. Enumerable.Range(0, 16).Select(i => y[(i % 4 * 4) + (i / 4)])]);
        float[] apart = Preprocessing.Train(new RandomZoom(0.5f, 0.5f) { Seed = 2 }, columns);
        Assert.NotEqual(y, apart);
    }

    [Fact]
    public void Shears_by_columns_for_each_row_to_either_side()
    {
        // Row y is taken one half column further right for each row, or, with the other sign, further left.
        Tensor<float> x = Numbers.Of([20, 2, 4, 1], [.. Enumerable.Range(0, 20).SelectMany(_ => (float[])[1, 2, 3, 4, 1, 2, 3, 4])]);
        var layer = new RandomShear(xFactor: (0.5f, 0.5f)) { FillMode = FillMode.Nearest, Seed = 1 };
        float[][] sheared = [.. Preprocessing.Train(layer, x).Chunk(8)];
        float[] right = [1, 2, 3, 4, 1.5f, 2.5f, 3.5f, 4], left = [1, 2, 3, 4, 1, 1.5f, 2.5f, 3.5f];
        Assert.All(sheared, image => Assert.True(image.SequenceEqual(right) || image.SequenceEqual(left)));
        Assert.InRange(sheared.Count(image => image.SequenceEqual(right)), 3, 17);
        var tall = new RandomShear(yFactor: (1, 1)) { FillMode = FillMode.Wrap };
        float[] columns = Preprocessing.Train(tall, Numbers.Of([1, 2, 2, 1], 1, 2, 3, 4));
        Assert.Equal([1f, 4, 3, 2], columns);
    }

    [Theory]
    [InlineData(FlipMode.Horizontal, new float[] { 3, 4, 1, 2, 7, 8, 5, 6 })]
    [InlineData(FlipMode.Vertical, new float[] { 5, 6, 7, 8, 1, 2, 3, 4 })]
    [InlineData(FlipMode.HorizontalAndVertical, new float[] { 7, 8, 5, 6, 3, 4, 1, 2 })]
    public void Flips_about_half_of_the_images(FlipMode mode, float[] flipped)
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8];
        const int Images = 400;
        Tensor<float> x = Enumerable.Repeat(image, Images).SelectMany(pixels => pixels).ToArray().ToTensor([Images, 2, 2, 2]);
        float[][] y = [.. Preprocessing.Train(new RandomFlip(mode) { Seed = 9 }, x).Chunk(8)];
        // Both axes at once or none, as in Keras.
        Assert.All(y, result => Assert.True(result.SequenceEqual(image) || result.SequenceEqual(flipped)));
        // Standard deviation √(400/4) = 10; four of them are granted.
        Assert.InRange(y.Count(result => result.SequenceEqual(flipped)), 160, 240);
    }

    [Fact]
    public void Refuses_factors_that_Keras_refuses()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomTranslation(-1.1f, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomTranslation(0, (-1.1f, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomZoom(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomZoom(0.5f, 1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomShear(-0.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(0.1f) { Interpolation = Interpolation.Bicubic });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(0.1f) { FillMode = FillMode.Mirror });
    }

    [Fact]
    public void Configurations_are_Kerass()
    {
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"fill_mode":"reflect","interpolation":"bilinear","fill_value":0,"factor":[-0.1,0.1]}""",
            Preprocessing.Config(new RandomRotation(0.1f)));
        Assert.Equal(
            """{"data_format":"channels_last","seed":5,"fill_mode":"reflect","interpolation":"bilinear","fill_value":0,"height_factor":0.2,"width_factor":null}""",
            Preprocessing.Config(new RandomZoom(0.2f) { Seed = 5 }));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"fill_mode":"wrap","interpolation":"nearest","fill_value":1,"height_factor":[-0.2,0.3],"width_factor":0.1}""",
            Preprocessing.Config(new RandomTranslation((-0.2f, 0.3f), 0.1f) { FillMode = FillMode.Wrap, Interpolation = Interpolation.Nearest, FillValue = 1 }));
        Assert.Equal("""{"data_format":"channels_last","seed":null,"mode":"horizontal"}""", Preprocessing.Config(new RandomFlip(FlipMode.Horizontal)));
        // One number becomes a range that Keras itself would refuse; here it comes back.
        string shear = """{"data_format":"channels_last","seed":null,"fill_mode":"reflect","interpolation":"bilinear","fill_value":0,"x_factor":[-0.2,0.2],"y_factor":[0.1,0.3]}""";
        Assert.Equal(shear, Preprocessing.Config(Preprocessing.Again(new RandomShear(0.2f, (0.1f, 0.3f)))));
    }

    // Where the bright pixel went, in degrees counter-clockwise.
    private static double Angle(float[] image)
    {
        double x = 0, y = 0;
        for (int i = 0; i < image.Length; i++)
        {
            x += image[i] * ((i % 21) - 10);
            y += image[i] * (10 - (i / 21));
        }
        return Math.Atan2(y, x) * 180 / Math.PI;
    }
}
