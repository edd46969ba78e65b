using Keratin.Graph;

namespace Keratin.Tests.Operations;

public class ConvTransposeTests
{
    // The sweep of Keras' test_conv1d_transpose_consistency (keras/src/layers/convolutional/conv_transpose_test.py), with an output padding of 0 too:
    // three ones under kernels 1 2 3 ….
    [Fact]
    public void Ones_under_small_kernels()
    {
        int cases = 0;
        foreach (int kernel in (int[])[1, 2, 3, 4])
        {
            foreach (int stride in (int[])[1, 2, 3, 4])
            {
                foreach (Padding padding in (Padding[])[Padding.Same, Padding.Valid])
                {
                    foreach (int? zeros in (int?[])[null, 0, 1, 2, 3])
                    {
                        if (zeros >= stride)
                            continue;
                        float[] weights = [.. Enumerable.Range(1, kernel).Select(value => (float)value)];
                        Check([1, 3, 1], [1, 1, 1], [kernel, 1, 1], weights, [stride], [1], padding, zeros is { } z ? [z] : null);
                        cases++;
                    }
                }
            }
        }
        Assert.Equal(112, cases);
    }

    [Fact]
    public void Three_ones_by_hand()
    {
        // Kernel 1 2 3, stride 2: 1 2 3 | 1 2 3 | 1 2 3, each two further; Same cuts one of the 7 to 6, behind.
        Assert.Equal([1f, 2, 4, 2, 4, 2, 3], Run(3, 2, Padding.Valid, null));
        Assert.Equal([1f, 2, 4, 2, 4, 2], Run(3, 2, Padding.Same, null));
        // With an output padding of 0 there are (3 - 1)·2 + 1 = 5: one less on each side.
        Assert.Equal([2f, 4, 2, 4, 2], Run(3, 2, Padding.Same, 0));
        Assert.Equal([1f, 2, 4, 2, 4, 2, 3, 0], Run(3, 2, Padding.Valid, 1));
        // A kernel shorter than its stride leaves gaps, and fills up to the stride.
        Assert.Equal([1f, 0, 0, 1, 0, 0, 1, 0, 0], Run(1, 3, Padding.Valid, null));
        Assert.Equal([1f, 0, 0, 1, 0, 0, 1, 0, 0], Run(1, 3, Padding.Same, null));
        // An even kernel with an output padding of 0: (3 - 1)·2 = 4 of 1 2+… two cut, one on each side.
        Assert.Equal([2f, 1, 2, 1], Run(2, 2, Padding.Same, 0));
    }

    // The parameters of Keras' test_conv{1,2,3}d_transpose, and further ones: dilation, kernels beyond strides and below.
    [Fact]
    public void Sequences_images_and_volumes()
    {
        Sampled([2, 8, 4], [2, 5, 4], [2], [1], Padding.Valid, null);
        Sampled([2, 8, 4], [2, 6, 4], [3], [1], Padding.Same, [2]);
        Sampled([2, 14, 14, 4], [2, 2, 5, 4], [2, 2], [1, 1], Padding.Valid, null);
        Sampled([2, 6, 6, 4], [7, 7, 6, 4], [16, 16], [1, 1], Padding.Same, [2, 2]);
        Sampled([2, 14, 14, 4], [2, 3, 6, 4], [2, 1], [1, 1], Padding.Valid, null);
        Sampled([2, 5, 5, 4], [7, 7, 2, 4], [16, 16], [1, 1], Padding.Valid, null);
        Sampled([2, 4, 4, 4, 4], [2, 2, 2, 5, 4], [2, 2, 2], [1, 1, 1], Padding.Valid, null);
        Sampled([2, 4, 4, 4, 4], [2, 2, 2, 6, 4], [3, 3, 3], [1, 1, 1], Padding.Same, [2, 2, 2]);
        Sampled([2, 4, 4, 4, 4], [2, 2, 3, 6, 4], [2, 1, 2], [1, 1, 1], Padding.Valid, null);

        var random = new Random(8);
        for (int i = 0; i < 120; i++)
        {
            int rank = random.Next(1, 4);
            bool isDilated = random.Next(3) == 0;
            Shape x = [random.Next(1, 3), .. Several(rank, 1, 5), random.Next(1, 4)], kernel = [.. Several(rank, 1, 5), random.Next(1, 4), x[^1]];
            int[] strides = Several(rank, 1, isDilated ? 2 : 5), dilations = Several(rank, 1, isDilated ? 4 : 2);
            int[]? zeros = random.Next(2) == 0 ? [.. strides.Select(stride => random.Next(stride))] : null;
            Sampled(x, kernel, strides, dilations, Padding.Valid, zeros);
            bool isEmpty = zeros is not null && Enumerable.Range(0, rank).Any(
                axis => SpatialLoops.TransposedBorder(x[axis + 1], kernel[axis], strides[axis], dilations[axis], Padding.Same, zeros[axis]).Output < 1);
            if (!isEmpty)
                Sampled(x, kernel, strides, dilations, Padding.Same, zeros);
        }

        int[] Several(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => random.Next(low, high))];
    }

    [Fact]
    public void It_undoes_the_shapes_of_a_convolution()
    {
        KerasTensor x = Keratin.Ops.Input([Shape.Unknown, 7, 7, 64]), kernel = Keratin.Ops.Input([5, 5, 32, 64]);
        Assert.Equal([Shape.Unknown, 14, 14, 32], x.ConvTranspose(kernel, 2, Padding.Same).Shape);
        Assert.Equal([Shape.Unknown, 17, 17, 32], x.ConvTranspose(kernel, 2).Shape);
        Assert.Equal([Shape.Unknown, 21, 14, 32], x.ConvTranspose(kernel, (3, 2), Padding.Same).Shape);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        KerasTensor x = Keratin.Ops.Input([2, 5, 3]);
        Assert.Equal(
            """
            ConvTranspose: the shapes do not fit.
              expected: a kernel whose last axis are the channels
              got:      (2, 5, 3), kernel (4, 3, 6)
              hint:     the kernel of a transposed convolution has filters first, then channels
            """, Assert.Throws<ShapeException>(() => x.ConvTranspose(Keratin.Ops.Input([4, 3, 6]))).Message);
        KerasTensor kernel = Keratin.Ops.Input([4, 6, 3]);
        Assert.StartsWith("ConvTranspose: expected an output padding below the strides 2; got 2.", Assert.Throws<ArgumentException>(
            () => x.ConvTranspose(kernel, 2, outputPadding: 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("ConvTranspose: expected padding valid or same; got causal.", Assert.Throws<ArgumentException>(
            () => x.ConvTranspose(kernel, 2, Padding.Causal)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one position", Assert.Throws<ShapeException>(
            () => Keratin.Ops.Input([2, 1, 3]).ConvTranspose(kernel, 1, Padding.Same, outputPadding: 0)).Message, StringComparison.Ordinal);
        Assert.Contains("fewer than 2³¹", Assert.Throws<ShapeException>(
            () => x.ConvTranspose(kernel, int.MaxValue, Padding.Same)).Message, StringComparison.Ordinal);
    }

    private static float[] Run(int kernel, int stride, Padding padding, int? zeros)
    {
        KerasTensor x = Keratin.Ops.Input([1, 3, 1]), filters = Keratin.Ops.Input([kernel, 1, 1]);
        KerasTensor y = x.ConvTranspose(filters, stride, padding, zeros is { } z ? z : null);
        return Engine.OnCpu(new([x, filters], [y]), [1, 1, 1], [.. Enumerable.Range(1, kernel).Select(value => (float)value)])[0];
    }

    private static void Sampled(Shape x, Shape kernel, int[] strides, int[] dilations, Padding padding, int[]? zeros) =>
        Check(x, Engine.Random(x.Elements, 1), kernel, Engine.Random(kernel.Elements, 2), strides, dilations, padding, zeros);

    private static void Check(Shape x, float[] given, Shape kernel, float[] weights, int[] strides, int[] dilations, Padding padding, int[]? zeros)
    {
        KerasTensor input = Keratin.Ops.Input(x), filters = Keratin.Ops.Input(kernel);
        KerasTensor y = input.ConvTranspose(
            filters, new SpatialSize([.. strides]), padding, zeros is null ? null : new SpatialSize([.. zeros]), new SpatialSize([.. dilations]));
        var (shape, expected) = SpatialLoops.ConvTranspose(x, given, kernel, weights, strides, dilations, padding, zeros);
        Assert.Equal(shape, y.Shape);
        Engine.AssertClose(
            Array.ConvertAll(expected, value => (float)value), Engine.OnCpu(new TracedGraph([input, filters], [y]), given, weights)[0], 1e-5,
            $"{x}, kernel {kernel}, strides {string.Join(",", strides)}, dilation {string.Join(",", dilations)}, {padding}, {string.Join(",", zeros ?? [])}");
    }
}
