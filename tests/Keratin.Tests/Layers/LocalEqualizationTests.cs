using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Layers;

public class LocalEqualizationTests
{
    [Fact]
    public void One_tile_without_a_limit_is_equalized()
    {
        // 0 once, 10 twice, 200 once: sums 1, 3, 4 of which the least is taken off: 0, 2/3 and 3/3 of 255.
        Assert.Equal([0f, 170, 170, 255], Run([0, 10, 10, 200], [1, 2, 2, 1], 1, 0));
    }

    [Fact]
    public void What_is_above_the_limit_goes_to_all_values_alike()
    {
        // At most 64 · 4 / 256 = 1 of each, so one of the two 10s is spread: each of the 256 values gets 1/256.
        // Sums: 1 + 1/256 at 0, 2 + 11/256 at 10, 3 + 201/256 at 200. 266 and 712 of 767.
        float[] y = Run([0, 10, 10, 200], [1, 2, 2, 1], 1, 64);
        Assert.Equal(0, y[0]);
        Assert.Equal(266f * 255 / 767, y[1], 1e-3f);
        Assert.Equal(712f * 255 / 767, y[3], 1e-3f);
    }

    [Fact]
    public void Between_tiles_both_count()
    {
        // The left tile makes 0 of less than 100 and 255 of the rest; the right one 0, then 127.5 from 100 on, then 255 from 200 on.
        // The pixels lie at the border, at the middle of the left tile, between both, and at the middle of the right one.
        Assert.Equal([0f, 255, (255 + 127.5f) / 2, 255], Run([0, 100, 100, 200], [1, 1, 4, 1], (1, 2), 0));
    }

    [Fact]
    public void Tiles_that_do_not_fit_go_on_mirrored()
    {
        // The right tile is 50 twice and makes 255 of it; the left one makes 0 of it.
        Assert.Equal([0f, 255, 127.5f], Run([0, 100, 50], [1, 1, 3, 1], (1, 2), 0));
    }

    [Fact]
    public void Images_and_channels_are_equalized_each_for_itself_and_in_the_value_range()
    {
        Tensor<float> x = Numbers.Of([2, 2, 2, 2], [0, 1, 0.1f, 0.5f, 0.1f, 0, 0.8f, 0, .. Enumerable.Repeat(0.5f, 8)]);
        float[] y = new ContrastLimitedAdaptiveHistogramEqualization { ValueRange = (0, 1), ClipLimit = 0, TileGridSize = 1 }.Predict(x).ToArray();
        // First channel 0, 0.1, 0.1, 0.8 as above; second 1, 0.5, 0, 0: sums 2, 3, 4.
        Assert.All(new[] { 0f, 1, 2f / 3, 0.5f, 2f / 3, 0, 1, 0 }.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        // One value alone: nothing lies below it, all of the tile counts: white, as Keras has it.
        Assert.Equal(Enumerable.Repeat(1f, 8), y[8..]);
        var first = new ContrastLimitedAdaptiveHistogramEqualization { ValueRange = (0, 1), ClipLimit = 0, TileGridSize = 1, DataFormat = DataFormat.ChannelsFirst };
        Assert.Equal([0f, 1, 1, 1], first.Predict(Numbers.Of([1, 1, 2, 2], 0, 0.5f, 0.5f, 0.5f)).ToArray());
    }

    [Fact]
    public void Large_images_stay_within_the_range()
    {
        float[] y = new ContrastLimitedAdaptiveHistogramEqualization().Predict(Preprocessing.Counting([1, 21, 19, 3])).ToArray();
        Assert.All(y, pixel => Assert.InRange(pixel, 0, 255));
        Assert.Equal(
            """{"data_format":"channels_last","value_range":[0,255],"clip_limit":4,"tile_grid_size":[8,8]}""",
            Preprocessing.Config(new ContrastLimitedAdaptiveHistogramEqualization()));
    }

    private static float[] Run(float[] pixels, Shape shape, Size2D grid, float limit) =>
        new ContrastLimitedAdaptiveHistogramEqualization { TileGridSize = grid, ClipLimit = limit }.Predict(Numbers.Of(shape, pixels)).ToArray();
}
