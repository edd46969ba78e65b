using Keratin.Graph;

namespace Keratin.Tests.Operations;

/// <summary>Sums, maxima and their places over many shapes and axes, against the reference.</summary>
public class ReductionTests
{
    private static readonly (Shape Shape, int[] Axes)[] s_cases =
    [
        ([7], [0]), ([1], [0]), ([1, 1], [1]), ([5, 1], [1]), ([1, 5], [0]), ([5, 7], []), ([5, 7], [0, 1]),
        ([3, 4, 5], [0]), ([3, 4, 5], [1]), ([3, 4, 5], [2]), ([3, 4, 5], [0, 1]), ([3, 4, 5], [1, 2]), ([3, 4, 5], [0, 2]),
        ([2, 3, 4, 5], [0, 1, 2]), ([2, 3, 4, 5], [0, 2]), ([2, 3, 4, 5], [1, 3]), ([2, 3, 4, 5], [0, 3]), ([2, 3, 4, 5], [0, 1, 3]),
        ([130, 10], [1]), ([130, 10], [0]), ([10, 130], [1]), ([10, 130], [0]), ([4095, 1], [0]), ([4097], [0]), ([4096, 3], [0]),
        ([1, 10000], [1]), ([100, 300], [0]), ([300, 100], [0]), ([9, 5000], [0]), ([9, 5000], [1]), ([3, 700, 6], [1]), ([3, 6000, 6], [1]),
        ([2, 28, 28, 6], [0, 1, 2]), ([2, 14, 14, 33], [0, 1, 2]), ([50, 200, 3], [1]), ([120000], [0]), ([129, 127, 5], [0, 2]),
    ];

    [Fact]
    public void Sums_agree_with_the_reference()
    {
        foreach (var (shape, axes) in s_cases)
        {
            foreach (bool keepDims in (bool[])[false, true])
            {
                // Chunked sums of n numbers up to 1 err by some √n · 2⁻²⁴ of a result of size √n.
                Check(shape, x => x.Sum(axes, keepDims), 2e-5, $"Sum of {shape} along [{string.Join(", ", axes)}]");
                Check(shape, x => x.Mean(axes, keepDims), 2e-6, $"Mean of {shape} along [{string.Join(", ", axes)}]");
            }
        }
    }

    [Fact]
    public void Maxima_agree_with_the_reference()
    {
        foreach (var (shape, axes) in s_cases)
        {
            foreach (bool keepDims in (bool[])[false, true])
                Check(shape, x => x.Max(axes, keepDims), 0, $"Max of {shape} along [{string.Join(", ", axes)}]");
            for (int axis = 0; axis < shape.Rank; axis++)
                Check(shape, x => x.ArgMax(axis), 0, $"ArgMax of {shape} along {axis}");
        }
    }

    [Fact]
    public void Transposes_agree_with_the_reference()
    {
        int[][] orders = [[0, 1, 2, 3], [3, 2, 1, 0], [0, 2, 1, 3], [1, 0, 3, 2], [2, 3, 0, 1], [3, 0, 1, 2]];
        foreach (int[] order in orders)
        {
            Check([2, 3, 4, 5], x => x.Transpose(order), 0, $"Transpose {string.Join(' ', order)}");
            Check([5, 33, 2, 70], x => x.Transpose(order) * 1.5f, 0, $"Transpose {string.Join(' ', order)}");
        }
        Check([300, 200], x => x.Transpose(), 0, "Transpose of a matrix");
        Check([1, 7], x => x.Transpose(), 0, "Transpose of a row");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 10)]
    [InlineData(300, 10)]
    [InlineData(1000, 3)]
    [InlineData(5, 1000)]
    [InlineData(3, 5000)]
    public void Softmax_agrees_with_the_reference(int rows, int columns)
    {
        Check([rows, columns], x => (x * 20).Softmax(), 2e-6, $"Softmax of {rows} × {columns}");
        Check([rows, columns], x => Keratin.Ops.CategoricalCrossentropy(x.Softmax(), x * 20, fromLogits: true), 3e-5, $"Cross-entropy of {rows} × {columns}");
    }

    [Fact]
    public void Numbers_a_pencil_can_check()
    {
        KerasTensor x = Keratin.Ops.Input([2, 3]);
        float[] values = [1, 5, 5, -4, -6, -5];
        float[][] got = Engine.OnCpu(new([x], [x.Sum([0]), x.Sum([1]), x.Sum(), x.Max([1]), x.ArgMax(), x.ArgMax(0), x.Mean()]), values);
        Assert.Equal([-3f, -1, 0], got[0]);
        Assert.Equal([11f, -15], got[1]);
        Assert.Equal([-4f], got[2]);
        Assert.Equal([5f, -4], got[3]);
        Assert.Equal([1f, 0], got[4]);
        Assert.Equal([0f, 0, 0], got[5]);
        Assert.Equal(-4 / 6f, got[6][0], 1e-7f);
    }

    [Fact]
    public void A_nan_is_the_largest()
    {
        KerasTensor x = Keratin.Ops.Input([2, 3]);
        float[][] got = Engine.OnCpu(new([x], [x.Max([1]), x.ArgMax(1), x.Max([0])]), [1, float.NaN, 2, 3, 4, 5]);
        Assert.Equal([float.NaN, 5], got[0]);
        Assert.Equal([1f, 2], got[1]);
        Assert.Equal([3f, float.NaN, 5], got[2]);
    }

    private static void Check(Shape shape, Func<KerasTensor, KerasTensor> build, double tolerance, string what)
    {
        KerasTensor x = Keratin.Ops.Input(shape);
        Engine.AssertAgree(build(x), [x], [Engine.Random(shape.Elements, 1)], tolerance, what);
    }
}
