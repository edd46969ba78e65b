using Keratin.Datasets;
using Keratin.Digits;
using Keratin.Digits.Imaging;

namespace Keratin.Tests.Digits;

public class DigitNormalizerTests
{
    [Fact]
    public void Images_of_MNIST_keep_their_pixels()
    {
        AssertKept(invert: false);
    }

    [Fact]
    public void Images_of_MNIST_dark_on_light_are_only_inverted()
    {
        AssertKept(invert: true);
    }

    [Fact]
    public void The_centre_of_mass_in_MNIST_is_at_14_counting_from_pixel_0()
    {
        // The convention DigitNormalizer documents, and why it does not centre at 13.5.
        byte[] pixels = Pixels(Mnist.Load().Train.Images);
        double x = 0, y = 0, outside = 0;
        for (int n = 0; n < 60000; n++)
        {
            var (cx, cy) = CenterOfMass(Array.ConvertAll(pixels[(784 * n)..(784 * (n + 1))], pixel => (float)pixel));
            x += cx / 60000;
            y += cy / 60000;
            outside += Math.Abs(cx - 14) > 0.505 || Math.Abs(cy - 14) > 0.505 ? 1 : 0;
        }

        Assert.Equal(14.007, x, 3);
        Assert.Equal(13.996, y, 3);
        Assert.InRange(outside, 0, 5);
    }

    [Fact]
    public void A_bar_is_scaled_to_twenty_and_centred()
    {
        // 10 wide and 50 high, black on white: 4 × 20 in the field. Its middle, 1.5 and 9.5, comes to 14 as near as whole pixels
        // allow: from column 12 (not 12.5) and row 4 (not 4.5), as ties go left and up.
        float[] field = Normalize(Drawing(100, 80, (x, y) => x is >= 60 and < 70 && y is >= 10 and < 60 ? 0 : 255));
        float[] expected = [.. Enumerable.Range(0, 784).Select(n => n % 28 is >= 12 and < 16 && n / 28 is >= 4 and < 24 ? 1f : 0)];
        Assert.Equal(expected, field);
    }

    [Theory]
    [InlineData(0, 255)]
    [InlineData(255, 0)]
    [InlineData(90, 160)]
    [InlineData(160, 90)]
    public void Polarity_and_contrast_do_not_matter(byte ink, byte paper)
    {
        float[] black = Normalize(Drawing(60, 60, (x, y) => IsFour(x, y) ? 0 : 255));
        float[] other = Normalize(Drawing(60, 60, (x, y) => IsFour(x, y) ? ink : paper));
        AssertClose(black, other, 0.01f);
    }

    [Fact]
    public void Neither_place_nor_size_matters()
    {
        float[] small = Normalize(Drawing(60, 60, (x, y) => IsFour(x, y) ? 0 : 255));
        float[] moved = Normalize(Drawing(200, 90, (x, y) => IsFour(x - 120, y - 20) ? 0 : 255));
        float[] large = Normalize(Drawing(240, 240, (x, y) => IsFour(x / 4, y / 4) ? 0 : 255));
        AssertClose(small, moved, 0.001f);
        AssertClose(small, large, 0.01f);
    }

    [Fact]
    public void A_digit_that_touches_the_border_keeps_its_polarity()
    {
        // Along the whole left side: a third of the border is ink, and so is an eighth of all.
        float[] field = Normalize(Drawing(40, 40, (x, y) => x < 5 ? 30 : 220));
        Assert.Equal(3 * 20, field.Count(value => value > 0.9f)); // 5 × 40 becomes 2.5, rounded 3, × 20
    }

    [Fact]
    public void Paper_noise_and_specks_are_no_ink()
    {
        var random = new Random(3);
        float[] clean = Normalize(Drawing(60, 60, (x, y) => IsFour(x, y) ? 40 : 210));
        float[] noisy = Normalize(Drawing(60, 60, (x, y) => (IsFour(x, y) ? 40 : (x, y) == (2, 3) ? 50 : 210) + random.Next(-10, 11)));
        AssertClose(clean, noisy, 0.35f);
        Assert.Equal(0, noisy[0]);
        Assert.InRange(noisy.Zip(clean, (a, b) => Math.Abs(a - b)).Average(), 0, 0.03);
    }

    [Fact]
    public void A_hair_line_comes_out_as_a_stroke()
    {
        // One pixel of 200, shrunk to a tenth, would be a tenth as dark. MNIST's strokes are 2.4 pixels wide.
        float[] field = Normalize(Drawing(300, 300, (x, y) => (x == 150 && y is >= 50 and < 250) || (y == 150 && x is >= 50 and < 250) ? 0 : 255));
        float[] row = field[(8 * 28)..(9 * 28)];
        Assert.InRange(row.Sum(), 2, 3);
        Assert.True(row.Max() > 0.9f);
    }

    [Fact]
    public void A_drawing_of_28_by_28_that_lies_elsewhere_is_normalized()
    {
        var corner = Drawing(28, 28, (x, y) => x is >= 2 and < 6 && y is >= 2 and < 12 ? 255 : 0);
        var (x, y) = CenterOfMass(Normalize(corner));
        Assert.InRange(x, 13.5, 14.5);
        Assert.InRange(y, 13.5, 14.5);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(28, 28, 0)]
    [InlineData(28, 28, 255)]
    [InlineData(300, 200, 128)]
    public void A_blank_picture_is_refused(int width, int height, byte level)
    {
        var error = Assert.Throws<InvalidDataException>(() => DigitNormalizer.Normalize(Drawing(width, height, (_, _) => level)));
        Assert.StartsWith("DigitNormalizer: no ink found.\n  expected: a digit that stands out from its background\n  got:      ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  hint:     the picture is blank, or too faint; write darker, or cut out the digit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_alone_is_refused()
    {
        var random = new Random(4);
        foreach (int strength in (int[])[5, 20, 60])
        {
            // Three dice make it roughly Gaussian, as a camera's is.
            var noise = Drawing(200, 200, (_, _) => 128 + Enumerable.Range(0, 3).Sum(_ => random.Next(-strength, strength + 1)) / 3);
            Assert.Throws<InvalidDataException>(() => DigitNormalizer.Normalize(noise));
        }
    }

    [Fact]
    public void Any_size_is_taken()
    {
        foreach (var (width, height) in ((int, int)[])[(2, 1), (1, 2), (3, 3), (5000, 7), (3, 4000), (1500, 1500)])
        {
            float[] field = Normalize(Drawing(width, height, (x, y) => x <= width / 3 && y <= height / 3 ? 0 : 255));
            Assert.All(field, value => Assert.InRange(value, 0, 1));
            Assert.True(field.Sum() > 1);
        }
    }

    [Fact]
    public void No_image_is_an_error_of_the_caller()
    {
        Assert.Throws<ArgumentNullException>(() => DigitNormalizer.Normalize(null!));
    }

    internal static float[] Normalize(GrayImage image)
    {
        Tensor<float> field = DigitNormalizer.Normalize(image);
        Assert.Equal([28, 28], field.Lengths.ToArray());
        float[] values = new float[784];
        field.FlattenTo(values);
        return values;
    }

    internal static byte[] Pixels(Tensor<byte> images)
    {
        byte[] pixels = new byte[images.FlattenedLength];
        images.FlattenTo(pixels);
        return pixels;
    }

    private static void AssertKept(bool invert)
    {
        var ((xTrain, _), (xTest, _)) = Mnist.Load();
        foreach (byte[] image in Pixels(xTrain).Chunk(784).Concat(Pixels(xTest).Chunk(784)))
        {
            byte[] shown = invert ? [.. image.Select(p => (byte)(255 - p))] : image;
            float[] field = Normalize(new GrayImage(28, 28, shown));
            for (int n = 0; n < 784; n++)
            {
                if (Math.Abs(field[n] - (image[n] / 255f)) > 1e-6f)
                    Assert.Fail($"pixel {n}: {field[n]}, not {image[n]} / 255");
            }
        }
    }

    // Unlike itself in every mirror, so that its centre of mass lies between no two pixels.
    private static bool IsFour(int x, int y) =>
        (x is >= 25 and < 30 && y is >= 5 and < 45) || (x is >= 5 and < 33 && y is >= 28 and < 33) || (x is >= 5 and < 10 && y is >= 10 and < 33);

    private static GrayImage Drawing(int width, int height, Func<int, int, int> level) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(n => (byte)Math.Clamp(level(n % width, n / width), 0, 255))]);

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        for (int n = 0; n < expected.Length; n++)
            Assert.True(Math.Abs(expected[n] - actual[n]) <= tolerance, $"pixel ({n % 28}, {n / 28}): {actual[n]}, expected {expected[n]}");
    }

    private static (double X, double Y) CenterOfMass(float[] field)
    {
        double mass = 0, x = 0, y = 0;
        for (int n = 0; n < field.Length; n++)
        {
            mass += field[n];
            x += (double)field[n] * (n % 28);
            y += (double)field[n] * (n / 28);
        }
        return (x / mass, y / mass);
    }
}
