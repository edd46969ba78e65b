using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class RandomPatchTests
{
    [Fact]
    public void Crops_at_each_place_and_at_the_same_one_for_a_batch()
    {
        // Pixels tell where they are, and the second image is the first one plus 100.
        Tensor<float> images = Numbers.Of([2, 4, 5, 1], [.. Enumerable.Range(0, 40).Select(i => (i % 20) + (100f * (i / 20)))]);
        var layer = new RandomCrop(2, 3) { Seed = 1 };
        var places = new SortedSet<int>();
        for (int step = 0; step < 60; step++)
        {
            float[] y = Preprocessing.Train(layer, images);
            int first = (int)y[0];
            Assert.Equal([first, first + 1, first + 2, first + 5, first + 6, first + 7], y[..6]);
            Assert.Equal(y[..6].Select(pixel => pixel + 100), y[6..]);
            places.Add(first);
        }
        // Three rows and three columns to begin at.
        Assert.Equal([0, 1, 2, 5, 6, 7, 10, 11, 12], places);
    }

    [Fact]
    public void Outside_of_training_the_middle_is_resized_to_the_size_of_the_part()
    {
        Tensor<float> x = Numbers.Wave([2, 8, 16, 3]);
        Assert.Equal(x.ToArray(), new RandomCrop(8, 16).Predict(x).ToArray());
        Assert.Equal(new Resizing(4, 4) { CropToAspectRatio = true }.Predict(x).ToArray(), new RandomCrop(4, 4).Predict(x).ToArray());
        var model = new Sequential { new Input(8, 16, 3), new RandomCrop(4, 4), new Flatten(), new Dense(1) };
        Assert.Equal([Shape.Unknown, 1], model.OutputShape);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(10, 8)]
    [InlineData(8, 18)]
    public void Images_that_are_not_larger_are_resized(int height, int width) =>
        Assert.Equal(12 * height * width * 3, Preprocessing.Train(new RandomCrop(height, width), Numbers.Wave([12, 8, 16, 3])).Length);

    [Fact]
    public void Erases_one_rectangle_of_the_size_asked_for()
    {
        const int Images = 40, Size = 20;
        Tensor<float> ones = Numbers.Of([Images, Size, Size, 1], [.. Enumerable.Repeat(1f, Images * Size * Size)]);
        // Always, and √0.25 = ½ of the height and of the width.
        float[][] y = [.. Preprocessing.Train(new RandomErasing((1, 1), (0.25f, 0.25f)) { FillValue = [0.5f], Seed = 3, ValueRange = (0, 1) }, ones).Chunk(Size * Size)];
        Assert.All(y, image =>
        {
            int[] erased = [.. Enumerable.Range(0, image.Length).Where(i => image[i] == 0.5f)];
            int rows = erased.Select(i => i / Size).Distinct().Count(), columns = erased.Select(i => i % Size).Distinct().Count();
            Assert.Equal((10, 10), (rows, columns));
            Assert.Equal(100, erased.Length);
        });
        Assert.True(y.Select(image => Array.IndexOf(image, 0.5f)).Distinct().Count() > 20);
    }

    [Fact]
    public void Erases_with_noise_within_the_value_range_and_as_often_as_asked()
    {
        const int Images = 200;
        Tensor<float> gray = Numbers.Of([Images, 4, 4, 3], [.. Enumerable.Repeat(0.5f, Images * 48)]);
        float[][] y = [.. Preprocessing.Train(new RandomErasing((0.5f, 0.5f), (0.9f, 0.9f)) { Seed = 1, ValueRange = (0, 1) }, gray).Chunk(48)];
        Assert.All(y, image => Assert.All(image, pixel => Assert.InRange(pixel, 0, 1)));
        // Standard deviation √(200/4) = 7.
        Assert.InRange(y.Count(image => image.Distinct().Count() > 1), 72, 128);
        Assert.Equal(gray.ToArray(), Preprocessing.Train(new RandomErasing(0), gray));
        Assert.Equal(gray.ToArray(), Preprocessing.Train(new RandomErasing(scale: 0), gray));
    }

    [Fact]
    public void Fills_channels_of_either_format()
    {
        Tensor<float> ones = Numbers.Of([1, 2, 2, 3], [.. Enumerable.Repeat(1f, 12)]);
        float[] last = Preprocessing.Train(new RandomErasing((1, 1), (1, 1)) { FillValue = [10, 20, 30] }, ones);
        Assert.Equal([10f, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30], last);
        Tensor<float> first = Numbers.Of([1, 3, 2, 2], [.. Enumerable.Repeat(1f, 12)]);
        float[] planes = Preprocessing.Train(new RandomErasing((1, 1), (1, 1)) { FillValue = [10, 20, 30], DataFormat = DataFormat.ChannelsFirst }, first);
        Assert.Equal([10f, 10, 10, 10, 20, 20, 20, 20, 30, 30, 30, 30], planes);
        Assert.Throws<ArgumentException>(() => new RandomErasing { FillValue = [1, 2] });
    }

    [Fact]
    public void A_perspective_moves_the_corners_but_the_first()
    {
        Tensor<float> ones = Numbers.Of([30, 9, 9, 1], [.. Enumerable.Repeat(1f, 30 * 81)]);
        float[][] y = [.. Preprocessing.Train(new RandomPerspective((1, 1), 0.8f) { Seed = 1 }, ones).Chunk(81)];
        Assert.All(y, image => Assert.Equal(1, image[0], 1e-4f));
        // A corner that was moved inwards leaves nothing behind it; half of them are.
        Assert.InRange(y.Count(image => image[^1] < 0.5f), 8, 30);
        Assert.Equal(30, y.Select(image => image.Sum()).Distinct().Count());
    }

    [Fact]
    public void Elastic_and_perspective_do_nothing_where_nothing_is_asked_for()
    {
        Tensor<float> x = Numbers.Wave([2, 8, 8, 1]);
        foreach (Layer layer in new Layer[] { new RandomElasticTransform(0), new RandomElasticTransform(scale: 0), new RandomPerspective(0), new RandomPerspective(scale: 0) })
            Numbers.Close(x.ToArray(), Preprocessing.Train(layer, x), 1e-5f);
    }

    [Fact]
    public void An_elastic_transform_moves_pixels_a_little()
    {
        // A ramp along the columns: how far to the right each pixel comes from.
        const int Size = 32;
        Tensor<float> ramp = Numbers.Of([1, Size, Size, 1], [.. Enumerable.Range(0, Size * Size).Select(i => (float)(i % Size))]);
        var layer = new RandomElasticTransform((1, 1), (1, 1)) { Seed = 5, FillMode = FillMode.Nearest };
        float[] bent = Preprocessing.Train(layer, ramp);
        double[] moved = [.. Enumerable.Range(0, bent.Length).Where(i => i % Size is > 9 and < Size - 9).Select(i => (double)bent[i] - (i % Size))];
        // α = 3.2, σ = 1.6: standard deviation α·σ / (2·√π·σ) = 3.2 / 3.54 = 0.9 for a kernel that is not cut off.
        Assert.InRange(Math.Sqrt(moved.Average(m => m * m)), 0.6, 1.2);
        Assert.True(bent.Max() <= 255 && bent.Min() >= 0);
    }

    [Fact]
    public void Configurations_are_Kerass()
    {
        Assert.Equal("""{"data_format":"channels_last","seed":1,"height":2,"width":3}""", Preprocessing.Config(new RandomCrop(2, 3) { Seed = 1 }));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"factor":[0,1],"scale":[0.02,0.33],"fill_value":null,"value_range":[0,255]}""", Preprocessing.Config(new RandomErasing()));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"factor":[0,0.5],"scale":[0,0.25],"fill_value":[1,2,3],"value_range":[0,1]}""",
            Preprocessing.Config(new RandomErasing(0.5f, 0.25f) { FillValue = [1, 2, 3], ValueRange = (0, 1) }));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"factor":[0,1],"scale":1,"interpolation":"bilinear","fill_value":0}""", Preprocessing.Config(new RandomPerspective()));
        Assert.Equal(
            """{"data_format":"channels_last","seed":null,"factor":[0,1],"scale":[0,1],"interpolation":"bilinear","fill_mode":"reflect","fill_value":0,"value_range":[0,255]}""",
            Preprocessing.Config(new RandomElasticTransform()));
    }
}
