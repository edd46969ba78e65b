using Keratin.Cpu.Kernels;

namespace Keratin.Tests.Cpu.Kernels;

public class SoftmaxKernelTests
{
    private const int Rows = 5;

    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            foreach (int width in (int[])[128, 256, 512])
            {
                foreach (int columns in (int[])[1, 2, 3, 4, 7, 8, 10, 15, 16, 17, 33, 64, 1000])
                    shapes.Add(width, columns);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_is_that_of_double_precision(int width, int columns)
    {
        float[] x = KernelRunner.Random(Rows * columns, 1);
        float[] y = KernelRunner.Run(new SoftmaxKernel(Rows, columns, (SimdWidth)width), x.Length, x);
        for (int i = 0; i < x.Length; i++)
            Assert.Equal(Probability(x, columns, i), y[i], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Cross_entropy_and_its_gradient_are_those_of_double_precision(int width, int columns)
    {
        float[] x = KernelRunner.Random(Rows * columns, 1), target = KernelRunner.Random(Rows * columns, 2), g = KernelRunner.Random(Rows, 3);
        float[] loss = KernelRunner.Run(new SoftmaxCrossEntropyKernel(Rows, columns, false, (SimdWidth)width), Rows, x, target);
        float[] dx = KernelRunner.Run(new SoftmaxCrossEntropyGradientKernel(Rows, columns, false, (SimdWidth)width), x.Length, x, target, g);
        for (int row = 0; row < Rows; row++)
        {
            double expected = 0, weight = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++)
                (expected, weight) = (expected - (target[i] * Math.Log(Probability(x, columns, i))), weight + target[i]);
            Assert.Equal(expected, loss[row], 1e-5 * columns);
            for (int i = row * columns; i < (row + 1) * columns; i++)
                Assert.Equal(((Probability(x, columns, i) * weight) - target[i]) * g[row], dx[i], 2e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void An_index_is_a_target_of_one(int width, int columns)
    {
        float[] x = KernelRunner.Random(Rows * columns, 1), g = [1, -1, 2, 0.5f, 1];
        float[] target = [0, columns - 1, columns / 2, columns, -1];
        float[] loss = KernelRunner.Run(new SoftmaxCrossEntropyKernel(Rows, columns, true, (SimdWidth)width), Rows, x, target);
        float[] dx = KernelRunner.Run(new SoftmaxCrossEntropyGradientKernel(Rows, columns, true, (SimdWidth)width), x.Length, x, target, g);
        for (int row = 0; row < Rows; row++)
        {
            bool isThere = row < 3;
            Assert.Equal(isThere ? -Math.Log(Probability(x, columns, (row * columns) + (int)target[row])) : double.NaN, loss[row], 1e-5);
            for (int c = 0; c < columns; c++)
            {
                int i = (row * columns) + c;
                Assert.Equal((Probability(x, columns, i) - (isThere && c == (int)target[row] ? 1 : 0)) * g[row], dx[i], 2e-6);
            }
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void A_number_that_is_none_makes_none_of_its_row_alone(int width)
    {
        foreach (int place in (int[])[0, 9, 16, 19])
        {
            float[] x = KernelRunner.Random(40, 1);
            x[place] = float.NaN;
            float[] y = KernelRunner.Run(new SoftmaxKernel(2, 20, (SimdWidth)width), x.Length, x);
            Assert.All(y[..20], value => Assert.True(float.IsNaN(value)));
            Assert.All(y[20..], value => Assert.True(float.IsFinite(value)));
        }
    }

    [Fact]
    public void A_class_that_does_not_count_may_be_impossible()
    {
        float[] x = [1, float.NegativeInfinity, 1], target = [0.5f, 0, 0.5f];
        float[] loss = KernelRunner.Run(new SoftmaxCrossEntropyKernel(1, 3, false), 1, x, target);
        Assert.Equal(Math.Log(2), loss[0], 1e-6);
    }

    private static double Probability(float[] x, int columns, int index)
    {
        double[] row = [.. x.Skip(index / columns * columns).Take(columns).Select(value => (double)value)];
        double max = row.Max();
        return Math.Exp(x[index] - max) / row.Sum(value => Math.Exp(value - max));
    }
}
