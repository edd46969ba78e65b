using Keratin.Data;

namespace Keratin.Tests.Data;

public class SamplesTests
{
    [Fact]
    public void Arrays_of_any_rank_keep_their_order()
    {
        AssertHolds(new float[] { 1, 2, 3 }, [3], 1, 2, 3);
        AssertHolds(new[] { 1, 2, 3 }, [3], 1, 2, 3);
        AssertHolds(new byte[] { 1, 2, 255 }, [3], 1, 2, 255);
        AssertHolds(new float[,] { { 1, 2 }, { 3, 4 } }, [2, 2], 1, 2, 3, 4);
        AssertHolds(new double[,] { { 1.5, 2 }, { 3, -4 } }, [2, 2], 1.5f, 2, 3, -4);
        AssertHolds(new byte[,,] { { { 1, 2 } }, { { 3, 4 } } }, [2, 1, 2], 1, 2, 3, 4);
        AssertHolds(new float[,,,] { { { { 1 }, { 2 } } } }, [1, 1, 2, 1], 1, 2);
        AssertHolds(new int[,] { { 1, 2 }, { 3, 4 } }, [2, 2], 1, 2, 3, 4);
        AssertHolds(new byte[,] { { 1, 2 } }, [1, 2], 1, 2);
        AssertHolds(new double[] { 1.5, 2 }, [2], 1.5f, 2);
        AssertHolds(new long[] { 1, -2 }, [2], 1, -2);
        AssertHolds(new bool[] { true, false }, [2], 1, 0);
        AssertHolds(new bool[,] { { true }, { false } }, [2, 1], 1, 0);
        AssertHolds(new int[,,] { { { 1, 2 } } }, [1, 1, 2], 1, 2);
        AssertHolds(new float[,,,,] { { { { { 1, 2 } } } } }, [1, 1, 1, 1, 2], 1, 2);
        AssertHolds(new float[][] { [1, 2], [3, 4] }, [2, 2], 1, 2, 3, 4);
        AssertHolds(new int[][] { [1, 2], [3, 4] }, [2, 2], 1, 2, 3, 4);
        Assert.Contains("got 1 for sample 1", Assert.Throws<ArgumentException>(() => (Samples)new float[][] { [1, 2], [3] }).Message, StringComparison.Ordinal);
        AssertHolds(((Samples)new int[,] { { 1, 2 } }).ToTensor(), [1, 2], 1, 2);
        AssertHolds(Samples.OfArray<long>(new long[,] { { 1, -2 } }), [1, 2], 1, -2);
    }

    [Fact]
    public void Bytes_become_floats_at_any_length()
    {
        byte[] pixels = [.. Enumerable.Range(0, 70).Select(i => (byte)(255 - 3 * i))];
        for (int length = 0; length <= pixels.Length; length++)
        {
            float[] got = new float[length + 1];
            Pixels.ToFloat(pixels.AsSpan(0, length), got);
            Assert.Equal([.. pixels[..length].Select(pixel => (float)pixel), 0], got);
        }
    }

    [Fact]
    public void Tensors_with_axes_of_length_1_are_read()
    {
        AssertHolds(Numbers.Of([3, 1], 1, 2, 3), [3, 1], 1, 2, 3);
        AssertHolds(Numbers.Of([1, 1, 1], 5), [1, 1, 1], 5);
        AssertHolds(Numbers.Of([1, 3], 1, 2, 3), [1, 3], 1, 2, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(784)]
    [InlineData(5000)]
    public void Rows_called_ahead_are_gathered_as_they_are(int length)
    {
        Samples samples = Numbers.Wave([3, length]);
        float[] expected = new float[2 * length], got = new float[2 * length];
        samples.Gather([2, 0], expected);
        samples.Prefetch([0, 2, 2, 1]);
        samples.Prefetch([]);
        samples.Gather([2, 0], got);
        Assert.Equal(expected, got);
        Assert.NotEqual(expected[0], expected[length]);
    }

    [Fact]
    public void Rows_are_gathered_in_the_order_asked_for()
    {
        Samples samples = new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        float[] destination = new float[6];
        samples.Gather([2, 0, 2], destination);
        Assert.Equal([5f, 6, 1, 2, 5, 6], destination);
        samples.Copy(1, 2, destination);
        Assert.Equal([3f, 4, 5, 6], destination[..4]);
    }

    [Fact]
    public void Nothing_is_copied_before_it_is_asked_for()
    {
        float[] array = [1, 2];
        Samples samples = array;
        array[1] = 7;
        float[] destination = new float[2];
        samples.Copy(0, 2, destination);
        Assert.Equal([1f, 7], destination);
    }

    private static void AssertHolds(Samples samples, Shape shape, params float[] numbers)
    {
        Assert.Equal(shape, samples.Shape);
        Assert.Equal(shape[0], samples.Count);
        float[] actual = new float[numbers.Length];
        samples.Copy(0, samples.Count, actual);
        Assert.Equal(numbers, actual);
    }
}
