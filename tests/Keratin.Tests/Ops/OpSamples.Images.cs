using static Keratin.Tests.Operations.Given;
using K = Keratin.Ops;

namespace Keratin.Tests.Operations;

// Operations on images.
internal static partial class OpSamples
{
    private static IEnumerable<OpSample> Images =>
    [
        new("Resize", x => x[0].Resize((7, 4)), Any([2, 5, 6, 3])) { Tolerance = 1e-5 },
        new("Resize, bicubic and smaller", x => x[0].Resize((3, 6), Interpolation.Bicubic, antialias: true), Any([2, 7, 6, 1])) { Tolerance = 1e-5 },
        new("Resize of one image, padded", x => x[0].Resize((9, 4), Interpolation.Lanczos3, padToAspectRatio: true, fillValue: 0.5f), Any([5, 6, 2]))
        {
            Tolerance = 1e-5,
        },
        .. Enum.GetValues<FillMode>().Select(mode => new OpSample(
            $"AffineTransform, {mode}", x => x[0].AffineTransform(x[1], fillMode: mode, fillValue: 0.5f), Any([3, 6, 11, 2]), Transforms(3)) { Tolerance = 3e-5 }),
        .. Enum.GetValues<FillMode>().Select(mode => new OpSample(
            $"AffineTransform to the nearest, {mode}", x => x[0].AffineTransform(x[1], Interpolation.Nearest, mode, 0.5f), Any([2, 9, 5, 1]), Transforms(2))),
        new("AffineTransform of wide images, one transform", x => x[0].AffineTransform(x[1]), Any([2, 4, 17, 1]), Transforms(1)) { Tolerance = 3e-5 },
        new("AffineTransform to another size", x => K.Transformed(x[0], x[1], (3, 9), Interpolation.Bilinear, FillMode.Wrap, 0), Any([2, 4, 5, 3]), Transforms(2))
        {
            Tolerance = 3e-5,
        },
        .. Enum.GetValues<FillMode>().Select(mode => new OpSample(
            $"MapCoordinates, {mode}", x => x[0].MapCoordinates(x[1], 1, mode, 0.5f), Any([3, 4]), Between(-4, 8, [2, 5, 7])) { Tolerance = 1e-5 }),
        new("MapCoordinates of order 0", x => x[0].MapCoordinates(x[1], 0, FillMode.Reflect), Any([5, 1, 4]), Between(-4, 8, [3, 9]) with { IsSmooth = false }),
        new("MapCoordinates, a slope", x => KerasTensor.Of(new MapCoordinatesOp(1, FillMode.Constant, 0.5f, 1), x), Any([2, 3, 4, 2]), Between(-2, 5, [2, 2, 9]))
        {
            Tolerance = 1e-5,
        },
        new("MapCoordinatesGradient", x => KerasTensor.Of(new MapCoordinatesGradientOp([2, 3, 4, 2], 1, FillMode.Mirror, 0), x), Any([2, 9, 2]), Between(-2, 5, [2, 2, 9]))
        {
            Tolerance = 1e-5,
        },
        new("PerspectiveTransform", x => x[0].PerspectiveTransform(x[1], x[2], fillValue: 0.5f), Any([2, 5, 6, 2]), Corners(), Corners()) { Tolerance = 1e-4 },
        new("ElasticTransform", x => x[0].ElasticTransform(x[1], 3, 1.5f, fillMode: FillMode.Nearest, seed: 3), Any([2, 6, 7, 2]), Whole(9, [])) { Tolerance = 1e-4 },
        new("GaussianBlur", x => x[0].GaussianBlur((5, 3), (1.5f, 0.8f)), Any([2, 6, 7, 2])) { Tolerance = 1e-5 },
        new("CropImages and PadImages", x => x[0].CropImages(topCropping: 1, bottomCropping: 1, rightCropping: 2, targetWidth: 3).PadImages(1, 2, targetHeight: 7, targetWidth: 6),
            Any([2, 6, 7, 2])),
        new("RgbToGrayscale", x => x[0].RgbToGrayscale(), Between(0, 1, [2, 3, 4, 3])) { Tolerance = 1e-5 },
        new("RgbToHsv", x => x[0].RgbToHsv(), Between(0, 1, [2, 3, 4, 3])) { Tolerance = 1e-5 },
        new("HsvToRgb", x => x[0].HsvToRgb(DataFormat.ChannelsFirst), Between(0, 1, [2, 3, 3, 4])) { Tolerance = 1e-5 },
    ];

    // Near the corners of a square of 5, in the order upper left, upper right, lower left, lower right.
    private static Given Corners() => new([2, 4, 2], (length, seed) =>
    {
        float[] points = Engine.Random(length, seed);
        for (int i = 0; i < points.Length; i++)
            points[i] += (i % 8) is 2 or 5 or 6 or 7 ? 5 : 0;
        return points;
    }, IsSmooth: false);

    // Turned, scaled, shifted by some pixels and a little out of the plane.
    private static Given Transforms(int count) => new([count, 8], (length, seed) =>
    {
        float[] numbers = Engine.Random(length, seed);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (i % 8) switch { 0 or 4 => 1 + (0.5f * numbers[i]), 2 or 5 => 4 * numbers[i], 6 or 7 => 0.02f * numbers[i], _ => 0.5f * numbers[i] };
        return numbers;
    }, IsSmooth: false);
}
