using Keratin.Digits.Imaging;
using Keratin.Visualization;
using Keratin.Visualization.Imaging;

namespace Keratin.Tests.Visualization;

public class PngTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(7, 5, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(300, 2, 3)]
    public void What_is_written_is_read_again(int width, int height, int channels)
    {
        var raster = new Raster(width, height, channels);
        // Slopes, for the filters, and jumps.
        for (int i = 0; i < raster.Pixels.Length; i++)
            raster.Pixels[i] = (byte)(i % 3 == 0 ? i * 5 : i * i * 31 / 7);
        PngFile file = PngFile.Read(raster.ToPng());
        Assert.Equal((width, height, channels), (file.Width, file.Height, file.Channels));
        Assert.Equal(raster.Pixels, file.Pixels);
    }

    [Fact]
    public void The_decoder_of_photos_reads_it_too()
    {
        var raster = new Raster(4, 3, 1);
        for (int i = 0; i < raster.Pixels.Length; i++)
            raster.Pixels[i] = (byte)(20 * i);
        GrayImage image = ImageFile.Decode(raster.ToPng());
        Assert.Equal((4, 3), (image.Width, image.Height));
        Assert.Equal(raster.Pixels, image.Pixels.ToArray());
    }

    [Fact]
    public void A_pixel_becomes_a_square()
    {
        var raster = new Raster(2, 1, 3);
        raster.At(0, 0)[0] = 200;
        raster.At(1, 0)[2] = 100;
        Raster large = raster.Scale(3);
        Assert.Equal((6, 3), (large.Width, large.Height));
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 6; x++)
                Assert.Equal(x < 3 ? [200, 0, 0] : [0, 0, 100], large.At(x, y).ToArray());
        }
    }

    [Fact]
    public void A_grid_lies_on_white()
    {
        PngFile file = PngFile.Read(new ImageChart(SampleCharts.Images()) { Columns = 2 }.ToPng(scale: 2));
        // Two columns of 6 · 2 and three gaps of 4; two rows of 4 · 2 and three gaps.
        Assert.Equal((2 * 12 + 3 * 4, 2 * 8 + 3 * 4, 1), (file.Width, file.Height, file.Channels));
        Assert.Equal([255], file.At(0, 0));
        Assert.Equal([0], file.At(4, 4));
        Assert.Equal([3], file.At(6, 5));
        Assert.Equal([24 * 3], file.At(4 + 12 + 4, 4));
        Assert.Equal([48 * 3], file.At(4, 4 + 8 + 4));
        Assert.Equal([255], file.At(file.Width - 5, file.Height - 5));
    }

    [Fact]
    public void A_wrong_image_has_a_broken_frame()
    {
        PngFile file = PngFile.Read(new ImageChart(SampleCharts.Images()) { Labels = new[] { 0, 0, 0 }, Predictions = new[] { 0, 1, 0 } }.ToPng(scale: 2));
        Assert.Equal(3, file.Channels);
        // Gaps of 12, images of 12 × 8: the second begins at 36.
        Assert.Equal([255, 255, 255], file.At(11, 12));
        Assert.Equal([0xD5, 0x5E, 0x00], file.At(35, 12));
        Assert.Equal([255, 255, 255], file.At(35, 12 + 3));
        Assert.Equal([0xD5, 0x5E, 0x00], file.At(35, 12 + 7));
    }
}
