using Keratin.Graph;

namespace Keratin.Tests.Operations;

/// <summary>Convolutions and poolings of sequences, images and volumes against loops that were written for themselves.</summary>
public class SpatialOpTests
{
    // Even and odd kernels, kernels larger than the image, strides beyond the kernel, one step, one channel.
    public static TheoryData<int, int, int, int, int> Sequences
    {
        get
        {
            var data = new TheoryData<int, int, int, int, int>();
            foreach (int steps in (int[])[1, 2, 7, 12])
            {
                foreach (int kernel in (int[])[1, 2, 3, 5])
                {
                    foreach (int stride in (int[])[1, 2, 3, 7])
                    {
                        foreach (int dilation in (int[])[1, 2])
                            data.Add(steps, kernel, stride, dilation, (steps + kernel) % 3 + 1);
                    }
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Sequences_are_convolved(int steps, int kernel, int stride, int dilation, int channels)
    {
        foreach (Padding padding in (Padding[])[Padding.Valid, Padding.Same, Padding.Causal])
        {
            if (padding == Padding.Valid && (kernel - 1) * dilation + 1 > steps)
                continue;
            CheckConv([2, steps, channels], [kernel, channels, 3], [stride], [dilation], padding);
            CheckConv([2, steps, 4], [kernel, 2, 6], [stride], [dilation], padding);
            CheckConv([2, steps, 4], [kernel, 1, 8], [stride], [dilation], padding);
        }
    }

    [Fact]
    public void Images_and_volumes_are_convolved()
    {
        var random = new Random(7);
        for (int i = 0; i < 120; i++)
        {
            int rank = random.Next(2, 4), groups = random.Next(3) == 0 ? random.Next(2, 4) : 1, seen = random.Next(1, 4);
            Shape x = [random.Next(1, 3), .. Several(rank, 1, 7), groups * seen], kernel = [.. Several(rank, 1, 4), seen, groups * random.Next(1, 4)];
            int[] strides = Several(rank, 1, 4), dilations = Several(rank, 1, 3);
            CheckConv(x, kernel, strides, dilations, Padding.Same);
            if (Enumerable.Range(0, rank).All(axis => (kernel[axis] - 1) * dilations[axis] < x[axis + 1]))
                CheckConv(x, kernel, strides, dilations, Padding.Valid);
        }

        int[] Several(int count, int low, int high) => [.. Enumerable.Range(0, count).Select(_ => random.Next(low, high))];
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Sequences_are_pooled(int steps, int size, int stride, int _, int channels)
    {
        foreach (Padding padding in (Padding[])[Padding.Valid, Padding.Same])
        {
            if (padding == Padding.Same || size <= steps)
                CheckPool([2, steps, channels], [size], [stride], padding);
        }
    }

    [Fact]
    public void Images_and_volumes_are_pooled()
    {
        foreach (Padding padding in (Padding[])[Padding.Valid, Padding.Same])
        {
            CheckPool([2, 6, 7, 3], [2, 3], [2, 3], padding);
            CheckPool([2, 4, 6, 7, 3], [2, 2, 2], [2, 2, 2], padding);
            CheckPool([2, 3, 5, 7, 2], [2, 3, 1], [1, 2, 3], padding);
            CheckPool([1, 3, 4, 5, 17], [3, 2, 3], [2, 1, 1], padding);
        }
        CheckPool([1, 1, 2, 3, 2], [4, 4, 4], [1, 1, 1], Padding.Same);
        CheckPool([1, 5, 7, 9, 1], [1, 2, 2], [4, 5, 3], Padding.Valid);
    }

    [Fact]
    public void Bins_are_pooled()
    {
        for (int steps = 1; steps < 12; steps++)
        {
            for (int bins = 1; bins < 12; bins++)
                CheckAdaptive([2, steps, 2], [bins]);
        }
        CheckAdaptive([2, 7, 9, 3], [7, 7]);
        CheckAdaptive([2, 9, 4, 17], [2, 6]);
        CheckAdaptive([2, 3, 8, 5, 2], [2, 3, 4]);
        CheckAdaptive([1, 4, 4, 4, 1], [1, 1, 1]);
    }

    [Fact]
    public void A_depthwise_convolution_gives_each_channel_its_filters()
    {
        // Two channels, 1 2 3 and 10 20 30, under filters of two elements: (1, 1), (0, 1) for the one, (1, 0), (1, -1) for the other.
        KerasTensor x = Keratin.Ops.Input([1, 3, 2]), kernel = Keratin.Ops.Input([2, 2, 2]);
        float[] got = Engine.OnCpu(new([x, kernel], [x.DepthwiseConv(kernel)]), [1, 10, 2, 20, 3, 30], [1, 0, 1, 1, 1, 1, 0, -1])[0];
        Assert.Equal([3f, 2, 10, -10, 5, 3, 20, -10], got);
    }

    [Fact]
    public void A_separable_convolution_mixes_the_channels_after_each_had_its_filters()
    {
        KerasTensor x = Keratin.Ops.Input([1, 3, 2]), depthwise = Keratin.Ops.Input([2, 2, 2]), pointwise = Keratin.Ops.Input([1, 4, 1]);
        float[] got = Engine.OnCpu(
            new([x, depthwise, pointwise], [x.SeparableConv(depthwise, pointwise)]),
            [1, 10, 2, 20, 3, 30], [1, 0, 1, 1, 1, 1, 0, -1], [1, 10, 100, 1000])[0];
        Assert.Equal([3f + 20 + 1000 - 10000, 5 + 30 + 2000 - 10000], got);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        KerasTensor sequence = Keratin.Ops.Input([2, 9, 4]), image = Keratin.Ops.Input([2, 9, 9, 4]);
        Assert.Equal(
            """
            Conv: the shapes do not fit.
              expected: channels that are those of the kernel, or several groups of as many, and filters for each group alike
              got:      (2, 9, 4), kernel (3, 3, 5)
            """, Assert.Throws<ShapeException>(() => sequence.Conv(Keratin.Ops.Input([3, 3, 5]))).Message);
        Assert.Equal(
            """
            Conv: the shapes do not fit.
              expected: a kernel of 1 size and two numbers of channels
              got:      (3, 3, 4, 5), images (2, 9, 4)
            """, Assert.Throws<ShapeException>(() => sequence.Conv(Keratin.Ops.Input([3, 3, 4, 5]))).Message);
        Assert.Equal(
            """
            Conv: the shapes do not fit.
              expected: (batch, steps, channels) or (batch, height, width, channels) or (batch, depth, height, width, channels)
              got:      (9, 4)
            """, Assert.Throws<ShapeException>(() => Keratin.Ops.Input([9, 4]).Conv(Keratin.Ops.Input([3, 4, 5]))).Message);
        Assert.Contains("an image of at least 10", Assert.Throws<ShapeException>(() => sequence.Conv(Keratin.Ops.Input([10, 4, 5]))).Message, StringComparison.Ordinal);
        Assert.Contains("only convolutions of sequences", Assert.Throws<ArgumentException>(
            () => image.Conv(Keratin.Ops.Input([3, 3, 4, 5]), padding: Padding.Causal)).Message, StringComparison.Ordinal);
        Assert.Contains("strides of one number or 2; got (1, 1, 2)", Assert.Throws<ArgumentException>(
            () => image.Conv(Keratin.Ops.Input([3, 3, 4, 5]), (1, 1, 2))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Conv(Keratin.Ops.Input([3, 3, 4, 5]), (1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.AdaptiveMaxPool(0));
        Assert.Contains("valid or same; got causal", Assert.Throws<ArgumentException>(
            () => sequence.MaxPool(2, padding: Padding.Causal)).Message, StringComparison.Ordinal);
        Assert.Contains("(…, channels, multiplier)", Assert.Throws<ShapeException>(
            () => image.DepthwiseConv(Keratin.Ops.Input([3, 3, 3, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("8 channels and the filters", Assert.Throws<ShapeException>(
            () => image.SeparableConv(Keratin.Ops.Input([3, 3, 4, 2]), Keratin.Ops.Input([1, 1, 4, 2]))).Message, StringComparison.Ordinal);
        Assert.Contains("all but the batch known", Assert.Throws<ShapeException>(
            () => Keratin.Ops.Input([2, Shape.Unknown, 4]).MaxPool(2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_come_from_numbers_pairs_and_triples()
    {
        SpatialSize one = 3, two = (3, 4), three = (3, 4, 5), image = new Size2D(3, 4), volume = new Size3D(3, 4, 5);
        Assert.Equal("3", $"{one}");
        Assert.Equal("(3, 4)", $"{two}");
        Assert.True(two == image && three == volume && one != two && two.GetHashCode() == image.GetHashCode());
        Assert.Equal("(3, 4, 5)", $"{volume}");
        Assert.Equal((Size3D)2, (2, 2, 2));
    }

    private static void CheckConv(Shape x, Shape kernel, int[] strides, int[] dilations, Padding padding)
    {
        float[] given = Engine.Random(x.Elements, 1), weights = Engine.Random(kernel.Elements, 2);
        KerasTensor input = Keratin.Ops.Input(x), filters = Keratin.Ops.Input(kernel);
        KerasTensor y = input.Conv(filters, new SpatialSize([.. strides]), padding, new SpatialSize([.. dilations]));
        var (shape, expected) = SpatialLoops.Conv(x, given, kernel, weights, strides, dilations, padding);
        Check(shape, expected, y, [input, filters], [given, weights], $"{x}, kernel {kernel}, strides {string.Join(",", strides)}, dilation {string.Join(",", dilations)}, {padding}");
    }

    private static void CheckPool(Shape x, int[] sizes, int[] strides, Padding padding)
    {
        float[] given = Engine.Random(x.Elements, 1);
        KerasTensor input = Keratin.Ops.Input(x);
        string what = $"{x}, pool {string.Join(",", sizes)}, strides {string.Join(",", strides)}, {padding}";
        var (shape, largest) = SpatialLoops.Pool(x, given, sizes, strides, padding, values => values.Max());
        Check(shape, largest, input.MaxPool(new SpatialSize([.. sizes]), new SpatialSize([.. strides]), padding), [input], [given], "max " + what);
        double[] means = SpatialLoops.Pool(x, given, sizes, strides, padding, values => values.Average(value => (double)value)).Values;
        Check(shape, means, input.AveragePool(new SpatialSize([.. sizes]), new SpatialSize([.. strides]), padding), [input], [given], "mean " + what);
    }

    private static void CheckAdaptive(Shape x, int[] sizes)
    {
        float[] given = Engine.Random(x.Elements, 1);
        KerasTensor input = Keratin.Ops.Input(x);
        var (shape, largest) = SpatialLoops.AdaptivePool(x, given, sizes, values => values.Max());
        Check(shape, largest, input.AdaptiveMaxPool(new SpatialSize([.. sizes])), [input], [given], $"max {x} {string.Join(",", sizes)}");
        double[] means = SpatialLoops.AdaptivePool(x, given, sizes, values => values.Average(value => (double)value)).Values;
        Check(shape, means, input.AdaptiveAveragePool(new SpatialSize([.. sizes])), [input], [given], $"mean {x} {string.Join(",", sizes)}");
    }

    private static void Check(Shape shape, double[] expected, KerasTensor y, KerasTensor[] inputs, float[][] given, string what)
    {
        Assert.Equal(shape, y.Shape);
        Engine.AssertClose(Array.ConvertAll(expected, value => (float)value), Engine.OnCpu(new TracedGraph(inputs, [y]), given)[0], 1e-5, what);
    }
}
