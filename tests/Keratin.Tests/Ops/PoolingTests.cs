using Keratin.Graph;
using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

/// <summary>Poolings and their gradients over sizes, strides, paddings and channels.</summary>
public class PoolingTests
{
    private static readonly (Size2D Pool, Size2D Strides)[] s_windows = [(2, 2), (3, 2), (2, 1), (3, 3), ((1, 2), (2, 1)), (1, 2), (5, 4), ((2, 3), (3, 2))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(33)]
    public void Agree_with_the_reference(int channels)
    {
        foreach (var (pool, strides) in s_windows)
        {
            foreach (Padding padding in (Padding[])[Padding.Valid, Padding.Same])
            {
                foreach (Shape shape in (Shape[])[[2, 7, 6, channels], [3, 5, 5, channels]])
                {
                    // Whole numbers from -3 to 3 make many ties.
                    Check(shape, x => x.MaxPool2D(pool, strides, padding), $"MaxPool2D {pool} / {strides} {padding} of {shape}");
                    Check(shape, x => x.AveragePool2D(pool, strides, padding), $"AveragePool2D {pool} / {strides} {padding} of {shape}");
                }
            }
        }
    }

    [Fact]
    public void The_first_of_equal_pixels_gets_the_gradient()
    {
        // 4 twice in the left window: the upper one is first. In the right one all are 1: the upper left one.
        KerasTensor x = Keratin.Ops.Input([1, 2, 4, 1]), y = x.MaxPool2D(2);
        float[][] got = Engine.OnCpu(new([x], [y, Gradients.Of(y, x)[0]]), [3, 4, 1, 1, 4, 0, 1, 1]);
        Assert.Equal([4f, 1], got[0]);
        Assert.Equal([0f, 1, 1, 0, 0, 0, 0, 0], got[1]);
    }

    [Fact]
    public void Pixels_outside_the_image_do_not_count()
    {
        // Same padding of 3 pixels for windows of 2: the second window has one pixel only.
        KerasTensor x = Keratin.Ops.Input([1, 1, 3, 1]);
        KerasTensor average = x.AveragePool2D((1, 2), padding: Padding.Same), max = x.MaxPool2D((1, 2), padding: Padding.Same);
        float[][] got = Engine.OnCpu(new([x], [average, max, Gradients.Of(average, x)[0]]), [-2, -4, -6]);
        Assert.Equal([-3f, -6], got[0]);
        Assert.Equal([-2f, -6], got[1]);
        Assert.Equal([0.5f, 0.5f, 1], got[2]);
    }

    private static void Check(Shape shape, Func<KerasTensor, KerasTensor> build, string what)
    {
        KerasTensor x = Keratin.Ops.Input(shape), y = build(x), weights = Keratin.Ops.Input(y.Shape);
        var graph = new TracedGraph([x, weights], [y, Gradients.Of((y * weights).Sum(), x)[0]]);
        float[][] values = [Array.ConvertAll(Engine.Random(shape.Elements, 1, -3, 4), MathF.Floor), Engine.Random(y.Shape.Elements, 2)];
        Engine.AssertClose(Engine.OnReference(graph, values), Engine.OnCpu(graph, values), 2e-6, what);
    }
}
