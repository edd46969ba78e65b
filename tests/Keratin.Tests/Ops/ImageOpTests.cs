namespace Keratin.Tests.Operations;

public class ImageOpTests
{
    [Fact]
    public void A_perspective_leads_from_each_end_point_to_its_start_point()
    {
        Tensor<float> start = Numbers.Of([1, 4, 2], 0, 0, 7, 1, -1, 5, 6, 6), end = Numbers.Of([1, 4, 2], 1, 0.5f, 6, -1, 0, 4, 5, 7);
        float[] t = Step.Run((from, to) => KerasTensor.Of(new HomographyOp(), from, to), start, end);
        for (int i = 0; i < 4; i++)
        {
            float x = end[0, i, 0], y = end[0, i, 1], k = (t[6] * x) + (t[7] * y) + 1;
            Assert.Equal(start[0, i, 0], ((t[0] * x) + (t[1] * y) + t[2]) / k, 1e-4f);
            Assert.Equal(start[0, i, 1], ((t[3] * x) + (t[4] * y) + t[5]) / k, 1e-4f);
        }
    }

    [Fact]
    public void A_picture_of_4_becomes_one_of_2()
    {
        // Keras' own numbers: the corners at 3 come to 1, and around is nothing.
        Tensor<float> ones = Numbers.Of([1, 4, 4, 1], [.. Enumerable.Repeat(1f, 16)]);
        KerasTensor start = Points(0, 0, 3, 0, 0, 3, 3, 3), end = Points(0, 0, 1, 0, 0, 1, 1, 1);
        Numbers.Close([1f, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Step.Run(x => x.PerspectiveTransform(start, end), ones), 1e-4f);
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([4, 4, 1]).PerspectiveTransform(start, Keratin.Ops.Input([3, 2])));
    }

    [Fact]
    public void A_blur_is_a_sum_of_exponentials()
    {
        // σ = 1: e^-½ on each side of 1. One bright pixel shows the kernel, and it is (x, y) = (3, 1) wide.
        Tensor<float> point = Numbers.Of([1, 3, 3, 1], 0, 0, 0, 0, 1, 0, 0, 0, 0);
        float e = MathF.Exp(-0.5f), sum = 1 + (2 * e);
        Numbers.Close([0, 0, 0, e / sum, 1 / sum, e / sum, 0, 0, 0], Step.Run(x => x.GaussianBlur((3, 1)), point));
        float[] both = Step.Run(x => x.GaussianBlur(), point);
        Numbers.Close([e * e / sum / sum, e / sum / sum], both.AsSpan(0, 2));
    }

    [Fact]
    public void A_blur_agrees_with_a_plain_loop()
    {
        Tensor<float> images = Numbers.Wave([2, 7, 6, 2]);
        // An even kernel reaches one pixel further to the right and down.
        var (kernel, sigma) = ((X: 4, Y: 5), (X: 0.8f, Y: 1.5f));
        float[] got = Step.Run(x => x.GaussianBlur(kernel, sigma), images);
        int i = 0;
        for (int image = 0; image < 2; image++)
        {
            for (int row = 0; row < 7; row++)
            {
                for (int column = 0; column < 6; column++)
                {
                    for (int c = 0; c < 2; c++)
                        Assert.Equal(Blurred(images, image, row, column, c, kernel, sigma), got[i++], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Colors_of_Kerass_constants_and_of_the_wheel()
    {
        Numbers.Close([0.2989f, 0.587f, 0.114f, 0.9999f], Step.Run(x => x.RgbToGrayscale(), Numbers.Of([1, 1, 4, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1)));
        // Red, yellow, green, cyan, blue, magenta, a dark pale orange, grey, black.
        float[] rgb = [1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0.5f, 0.375f, 0.25f, 0.5f, 0.5f, 0.5f, 0, 0, 0];
        float[] hsv = [0, 1, 1, 1 / 6f, 1, 1, 2 / 6f, 1, 1, 3 / 6f, 1, 1, 4 / 6f, 1, 1, 5 / 6f, 1, 1, 1 / 12f, 0.5f, 0.5f, 0, 0, 0.5f, 0, 0, 0];
        Numbers.Close(hsv, Step.Run(x => x.RgbToHsv(), Numbers.Of([1, 9, 1, 3], rgb)));
        Numbers.Close(rgb, Step.Run(x => x.HsvToRgb(), Numbers.Of([1, 9, 1, 3], hsv)));
        // A turn further, and a turn back.
        Numbers.Close(rgb.AsSpan(0, 3), Step.Run(x => x.HsvToRgb(), Numbers.Of([1, 1, 1, 3], 1, 1, 1)));
        Numbers.Close([1, 0, 1], Step.Run(x => x.HsvToRgb(), Numbers.Of([1, 1, 1, 3], -1 / 6f, 1, 1)));
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([2, 2, 4]).RgbToHsv());
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([2, 2, 2]).RgbToGrayscale());
        Assert.Equal([2, 2, 1], Keratin.Ops.Input([2, 2, 1]).RgbToGrayscale().Shape);
    }

    [Fact]
    public void Crops_and_pads_by_any_two_of_three()
    {
        Tensor<float> nine = Numbers.Of([3, 3, 1], [.. Enumerable.Range(1, 9).Select(i => (float)i)]);
        Assert.Equal([5f, 6, 8, 9], Step.Run(x => x.CropImages(1, 1, 0, 0), nine));
        Assert.Equal([5f, 6], Step.Run(x => x.CropImages(1, 1, targetHeight: 1, targetWidth: 2), nine));
        Assert.Equal([2f, 3, 5, 6], Step.Run(x => x.CropImages(bottomCropping: 1, rightCropping: 0, targetHeight: 2, targetWidth: 2), nine));
        Assert.Equal([0f, 0, 0, 0, 1, 2, 0, 3, 4], Step.Run(x => x.PadImages(1, 1, 0, 0), Numbers.Of([1, 2, 2, 1], 1, 2, 3, 4)));
        Assert.Equal([1f, 2, 0, 3, 4, 0], Step.Run(x => x.PadImages(0, bottomPadding: 0, rightPadding: 1, targetWidth: 3), Numbers.Of([1, 2, 2, 1], 1, 2, 3, 4)));
        Assert.Equal([2, 20, 30, 3], Keratin.Ops.Input([2, 15, 25, 3]).PadImages(2, 3, targetHeight: 20, targetWidth: 30).Shape);
        Assert.Equal([3, 20, 30], Keratin.Ops.Input([3, 15, 25]).PadImages(2, 3, targetHeight: 20, targetWidth: 30, dataFormat: DataFormat.ChannelsFirst).Shape);
    }

    [Fact]
    public void Refuses_to_crop_or_pad_with_too_much_too_little_or_below_zero()
    {
        KerasTensor x = Keratin.Ops.Input([3, 3, 1]);
        Assert.Throws<ArgumentException>(() => x.CropImages(1, 1));
        Assert.Throws<ArgumentException>(() => x.CropImages(1, 1, 1, 1, 1, 1));
        Assert.Throws<ArgumentException>(() => x.CropImages(2, 0, 2, 0));
        Assert.Throws<ArgumentException>(() => x.CropImages(1, 0, 2, 0));
        Assert.Throws<ArgumentException>(() => x.PadImages(-1, 0, 0, 0));
        Assert.Throws<ArgumentException>(() => x.PadImages(1, 0, targetHeight: 3, targetWidth: 3));
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([3]).PadImages(1, 1, 1, 1));
    }

    [Fact]
    public void Elastic_displacements_are_blurred_noise()
    {
        // A ramp along the columns shows, away from the border, how far to the right each pixel was taken from.
        const int Size = 40;
        const float Sigma = 2;
        Tensor<float> ramp = Numbers.Of([1, Size, Size, 1], [.. Enumerable.Range(0, Size * Size).Select(i => (float)(i % Size))]);
        float[] bent = Step.Run(x => x.ElasticTransform(Keratin.Ops.Constant(0), 0.5f, Sigma, fillMode: FillMode.Nearest, seed: 7), ramp);
        double[] moved = [.. Enumerable.Range(0, Size * Size).Where(i => i % Size is > 8 and < Size - 8).Select(i => (double)bent[i] - (i % Size))];
        // Independent numbers of deviation σ, weighed by a kernel w: the deviation is α·σ·Σ w² (along each of two axes √Σ w²) = 0.5·2·0.141 = 0.14.
        double deviation = Math.Sqrt(moved.Average(m => m * m)), expected = 0.5 * Sigma * SumOfSquares(Sigma);
        Assert.InRange(deviation / expected, 0.7, 1.3);
        Assert.Equal(ramp.ToArray(), Step.Run(x => x.ElasticTransform(Keratin.Ops.Constant(0), 0, Sigma), ramp));
        Assert.NotEqual(bent, Step.Run(x => x.ElasticTransform(Keratin.Ops.Constant(1), 0.5f, Sigma, fillMode: FillMode.Nearest, seed: 7), ramp));
        Assert.NotEqual(bent, Step.Run(x => x.ElasticTransform(Keratin.Ops.Constant(0), 0.5f, Sigma, fillMode: FillMode.Nearest, seed: 8), ramp));
    }

    private static double SumOfSquares(float sigma)
    {
        double[] kernel = [.. Enumerable.Range(-6, 13).Select(d => Math.Exp(-d * d / (2.0 * sigma * sigma)))];
        return kernel.Sum(w => w * w) / (kernel.Sum() * kernel.Sum());
    }

    private static KerasTensor Points(params float[] numbers) => Keratin.Ops.Constant(Numbers.Of([4, 2], numbers));

    private static double Blurred(Tensor<float> images, int image, int row, int column, int channel, (int X, int Y) kernel, (float X, float Y) sigma)
    {
        double sum = 0, weights = 0;
        for (int v = 0; v < kernel.Y; v++)
        {
            for (int u = 0; u < kernel.X; u++)
            {
                double dx = (u - ((kernel.X - 1) / 2.0)) / sigma.X, dy = (v - ((kernel.Y - 1) / 2.0)) / sigma.Y, weight = Math.Exp(-0.5 * ((dx * dx) + (dy * dy)));
                int y = row + v - ((kernel.Y - 1) / 2), x = column + u - ((kernel.X - 1) / 2);
                weights += weight;
                if (y >= 0 && y < images.Lengths[1] && x >= 0 && x < images.Lengths[2])
                    sum += weight * images[image, y, x, channel];
            }
        }
        return sum / weights;
    }
}
