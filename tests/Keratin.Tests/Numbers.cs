namespace Keratin.Tests;

/// <summary>Compares lists of floats.</summary>
internal static class Numbers
{
    /// <summary>A tensor of these numbers, row-major.</summary>
    public static Tensor<float> Of(Shape shape, params float[] values) => values.ToTensor(shape);

    /// <summary>A tensor of numbers that repeat no pattern: <c>sin(i + phase)</c>.</summary>
    public static Tensor<float> Wave(Shape shape, float phase = 0) =>
        Enumerable.Range(0, (int)shape.Elements).Select(i => MathF.Sin((i * 1.3f) + phase)).ToArray().ToTensor(shape);

    /// <summary>Whether each number is as expected to within <c>tolerance · max(1, |expected|)</c>.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance = 1e-6f, string? what = null)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} numbers; got {actual.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = expected[i].Equals(actual[i])
                || MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i]));
            Assert.True(isClose, $"{what}[{i}]: expected {expected[i]:R}; got {actual[i]:R}.");
        }
    }

    /// <summary>Whether two lists agree to the last bit.</summary>
    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string? what = null)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} numbers; got {actual.Length}.");
        for (int i = 0; i < expected.Length; i++)
        {
            bool isSame = BitConverter.SingleToUInt32Bits(expected[i]) == BitConverter.SingleToUInt32Bits(actual[i]);
            Assert.True(isSame, $"{what}[{i}]: expected {expected[i]:R}; got {actual[i]:R}.");
        }
    }
}
