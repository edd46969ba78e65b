using Keratin.Models;

namespace Keratin.Tests.Operations;

public class ResizeTests
{
    // 0 … 15 in rows of four.
    private static readonly Tensor<float> s_sixteen = Numbers.Of([1, 4, 4, 1], [.. Enumerable.Range(0, 16).Select(i => (float)i)]);

    [Fact]
    public void Takes_the_nearest_pixels()
    {
        // From Keras' own tests.
        Assert.Equal([5f, 7, 13, 15], Run(s_sixteen, x => x.Resize(2, Interpolation.Nearest)));
        Tensor<float> four = Numbers.Of([1, 2, 2, 1], 0, 1, 2, 3);
        Assert.Equal([0f, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3], Run(four, x => x.Resize(4, Interpolation.Nearest)));
        Assert.Equal([1f, 2, 5, 6, 9, 10, 13, 14], Run(s_sixteen, x => x.Resize((4, 2), Interpolation.Nearest, cropToAspectRatio: true)));
    }

    [Fact]
    public void Has_Kerass_numbers_when_rounded_to_bytes()
    {
        // Keras' own tests of bytes, which it rounds and cuts off to 0 … 255 after resizing.
        Tensor<float> four = Numbers.Of([1, 2, 2, 1], 0, 1, 254, 255);
        Assert.Equal([0f, 0, 1, 1, 64, 64, 64, 64, 190, 191, 191, 192, 254, 254, 255, 255], Bytes(Run(four, x => x.Resize(4))));
        Assert.Equal(
            [0f, 0, 0, 0, 53, 53, 53, 54, 201, 202, 202, 202, 255, 255, 255, 255], Bytes(Run(four, x => x.Resize(4, Interpolation.Bicubic))));

        static float[] Bytes(float[] numbers) => Array.ConvertAll(numbers, number => Math.Clamp(MathF.Round(number), 0, 255));
    }

    [Fact]
    public void Doubling_a_row_mixes_neighbours_three_to_one()
    {
        // New pixels lie at -1/4, 1/4, 3/4, 5/4: the outer ones are beyond the centres and take the border alone.
        Tensor<float> row = Numbers.Of([1, 1, 2, 1], 0, 4);
        Assert.Equal([0f, 1, 3, 4], Run(row, x => x.Resize((1, 4))));
    }

    [Fact]
    public void Halving_with_antialias_weighs_four_pixels()
    {
        // The triangle is two pixels wide on each side: 1/8, 3/8, 3/8, 1/8, without what lies outside.
        Tensor<float> row = Numbers.Of([1, 1, 4, 1], 8, 16, 24, 32);
        float first = ((3 * 8) + (3 * 16) + 24) / 7f, second = (16 + (3 * 24) + (3 * 32)) / 7f;
        Numbers.Close([first, second], Run(row, x => x.Resize((1, 2), antialias: true)));
        Assert.Equal([12f, 28], Run(row, x => x.Resize((1, 2))));
    }

    [Theory]
    [InlineData(Interpolation.Nearest, false)]
    [InlineData(Interpolation.Bilinear, false)]
    [InlineData(Interpolation.Bilinear, true)]
    [InlineData(Interpolation.Bicubic, false)]
    [InlineData(Interpolation.Bicubic, true)]
    [InlineData(Interpolation.Lanczos3, false)]
    [InlineData(Interpolation.Lanczos3, true)]
    [InlineData(Interpolation.Lanczos5, false)]
    [InlineData(Interpolation.Lanczos5, true)]
    public void Agrees_with_a_sum_over_all_pixels(Interpolation interpolation, bool antialias)
    {
        foreach (var (height, width) in new[] { (3, 11), (9, 4), (6, 7), (5, 14), (12, 2) })
        {
            Tensor<float> images = Numbers.Wave([2, 6, 7, 2]);
            float[] got = Run(images, x => x.Resize((height, width), interpolation, antialias));
            Numbers.Close(Loop(images, height, width, interpolation, antialias), got, 1e-5f, $"{height} × {width}");
        }
    }

    [Fact]
    public void Of_one_color_stays_so()
    {
        Tensor<float> gray = Numbers.Of([1, 5, 5, 1], [.. Enumerable.Repeat(0.75f, 25)]);
        foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
            Assert.All(Run(gray, x => x.Resize((3, 13), interpolation, antialias: true)), pixel => Assert.Equal(0.75f, pixel, 1e-6f));
    }

    [Fact]
    public void Pads_to_the_new_proportions_with_the_value_asked_for()
    {
        // 2 × 4 on the way to 4 × 4: a row of 9 above and below.
        Tensor<float> wide = Numbers.Of([1, 2, 4, 1], 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([9f, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9], Run(wide, x => x.Resize(4, padToAspectRatio: true, fillValue: 9)));
        Tensor<float> tall = Numbers.Of([1, 4, 2, 1], 1, 2, 3, 4, 5, 6, 7, 8);
        Assert.Equal([0f, 1, 2, 0, 0, 3, 4, 0, 0, 5, 6, 0, 0, 7, 8, 0], Run(tall, x => x.Resize(4, padToAspectRatio: true)));
    }

    [Fact]
    public void Takes_one_image_and_batches_of_unknown_size()
    {
        Assert.Equal([5, 7, 3], Keratin.Ops.Input([2, 2, 3]).Resize((5, 7)).Shape);
        Assert.Equal([Shape.Unknown, 5, 2, 3], Keratin.Ops.Input([Shape.Unknown, 2, 2, 3]).Resize((5, 2)).Shape);
        KerasTensor x = Keratin.Ops.Input([Shape.Unknown, 2, 2, 1]);
        Assert.Equal([2, 4, 4, 1], x.Resize(4, Interpolation.Bicubic).Evaluate((x, Numbers.Wave([2, 2, 2, 1]))).Shape());
    }

    [Fact]
    public void Refuses_what_is_no_image_and_both_ways_to_keep_proportions()
    {
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([3, 3]).Resize(2));
        Assert.Throws<ShapeException>(() => Keratin.Ops.Input([2, Shape.Unknown, 3, 1]).Resize(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Keratin.Ops.Input([2, 3, 3, 1]).Resize((0, 2)));
        Assert.Throws<ArgumentException>(() => Keratin.Ops.Input([2, 3, 3, 1]).Resize(2, cropToAspectRatio: true, padToAspectRatio: true));
    }

    private static float[] Run(Tensor<float> images, Func<KerasTensor, KerasTensor> resize) => Step.Run(resize, images);

    // Σ over the whole image of kernel × pixel, over the sum of the kernel: nothing is shared with the matrices but the definition.
    private static float[] Loop(Tensor<float> images, int height, int width, Interpolation interpolation, bool antialias)
    {
        Shape shape = images.Shape();
        float[] y = new float[shape[0] * height * width * shape[3]];
        for (int i = 0; i < y.Length; i++)
        {
            var (rest, channel) = Math.DivRem(i, shape[3]);
            (rest, int column) = Math.DivRem(rest, width);
            var (image, row) = Math.DivRem(rest, height);
            double sum = 0, weights = 0;
            for (int u = 0; u < shape[1]; u++)
            {
                for (int v = 0; v < shape[2]; v++)
                {
                    double weight = Weight(row, height, u, shape[1], interpolation, antialias) * Weight(column, width, v, shape[2], interpolation, antialias);
                    weights += weight;
                    sum += weight * images[image, u, v, channel];
                }
            }
            y[i] = (float)(sum / weights);
        }
        return y;
    }

    private static double Weight(int at, int length, int pixel, int pixels, Interpolation interpolation, bool antialias)
    {
        double step = (double)pixels / length, center = ((at + 0.5) * step) - 0.5;
        if (length == pixels)
            return at == pixel ? 1 : 0;
        if (interpolation == Interpolation.Nearest)
            return pixel == Math.Floor(center + 0.5) ? 1 : 0;
        double x = Math.Abs(center - pixel) / (antialias && step > 1 ? step : 1);
        return interpolation switch
        {
            Interpolation.Bilinear => x < 1 ? 1 - x : 0,
            Interpolation.Bicubic => x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : x < 2 ? (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2 : 0,
            Interpolation.Lanczos3 => x < 3 ? Sinc(x) * Sinc(x / 3) : 0,
            _ => x < 5 ? Sinc(x) * Sinc(x / 5) : 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
