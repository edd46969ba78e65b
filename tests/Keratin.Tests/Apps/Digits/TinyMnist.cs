using Keratin.Tests.Datasets;

namespace Keratin.Tests.Apps.Digits;

// A data set in MNIST's format that is learned in a blink: each digit is a bright bar at its own height.
internal static class TinyMnist
{
    public const int Train = 200, Test = 50;

    public static void Write(TempFolder folder)
    {
        foreach (var (stem, count) in new[] { ("train", Train), ("t10k", Test) })
        {
            folder.Write($"{stem}-images-idx3-ubyte", Sample.Idx([.. Enumerable.Range(0, count).SelectMany(Image)], count, 28, 28));
            folder.Write($"{stem}-labels-idx1-ubyte", Sample.Idx([.. Enumerable.Range(0, count).Select(n => (byte)(n % 10))], count));
        }
    }

    // What digits predict is given: white on black, 28 × 28, binary PGM.
    public static byte[] Pgm(int digit) => [.. "P5 28 28 255\n"u8, .. Image(digit)];

    private static IEnumerable<byte> Image(int n) =>
        Enumerable.Range(0, 784).Select(pixel => (byte)(pixel / 28 / 2 == 2 + (n % 10) && pixel % 28 is > 4 and < 23 ? 255 - (n % 7) : 0));
}
