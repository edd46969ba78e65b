using Keratin.Graph.Transforms;

namespace Keratin.Tests.Operations;

public class MapCoordinatesTests
{
    private static readonly Tensor<float> s_square = Numbers.Of([2, 2], 0, 1, 2, 4);

    [Fact]
    public void Interpolates_along_each_axis()
    {
        // The middle, (0 + 1 + 2 + 4) / 4; a quarter of the way from 0 to 2; the last element.
        Assert.Equal([1.75f, 0.5f, 4], Run(s_square, [2, 3], [0.5f, 0.25f, 1, 0.5f, 0, 1], 1));
        // A half rounds up.
        Assert.Equal([4f, 0, 4], Run(s_square, [2, 3], [0.5f, 0.25f, 1, 0.5f, 0, 1], 0));
    }

    [Fact]
    public void One_pixel_around_the_array_is_the_value_outside()
    {
        // Keras' own test: ones in the middle, zeros around them.
        float[] at = [-1, 0, 1, 2];
        float[] grid = [.. at.SelectMany(row => at.Select(_ => row)), .. at.SelectMany(_ => at)];
        float[] got = Run(Numbers.Of([2, 2], 1, 1, 1, 1), [2, 4, 4], grid, 0);
        Assert.Equal([0f, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0], got);
    }

    [Theory]
    [InlineData(FillMode.Constant, new float[] { 9, 9, 1, 3, 9, 9 })]
    [InlineData(FillMode.Nearest, new float[] { 1, 1, 1, 3, 3, 3 })]
    [InlineData(FillMode.Wrap, new float[] { 2, 3, 1, 3, 1, 2 })]
    [InlineData(FillMode.Mirror, new float[] { 3, 2, 1, 3, 2, 1 })]
    [InlineData(FillMode.Reflect, new float[] { 2, 1, 1, 3, 3, 2 })]
    public void Outside_is_what_the_mode_says(FillMode mode, float[] expected) =>
        Assert.Equal(expected, Run(Numbers.Of([3], 1, 2, 3), [1, 6], [-2, -1, 0, 2, 3, 4], 1, mode, 9));

    [Fact]
    public void An_array_of_one_element_stays_so_in_every_mirror()
    {
        foreach (FillMode mode in new[] { FillMode.Nearest, FillMode.Wrap, FillMode.Mirror, FillMode.Reflect })
            Assert.All(Run(Numbers.Of([1], 7), [1, 3], [-5.5f, 0, 3.25f], 1, mode), value => Assert.Equal(7, value, 1e-5f));
    }

    [Fact]
    public void Gradients_reach_the_array_and_the_places()
    {
        Tensor<float> places = Numbers.Of([2, 1], 0.25f, 0.5f);
        float[][] got = Step.RunAll(
            x =>
            {
                KerasTensor y = x[0].MapCoordinates(x[1], 1);
                return [.. Gradients.Of(y.Sum(), x[0], x[1])];
            }, [s_square, places]);
        // Shares ¾·½ above and ¼·½ below; one row further down it is (1 + 3·½) - ½ ... = 2.5 more, one column further right 1 + ¼ more.
        Assert.Equal([0.375f, 0.375f, 0.125f, 0.125f], got[0]);
        Assert.Equal([2.5f, 1.25f], got[1]);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        KerasTensor array = Keratin.Ops.Input([3, 3]);
        Assert.Throws<ShapeException>(() => array.MapCoordinates(Keratin.Ops.Input([3, 5]), 1));
        Assert.Throws<ShapeException>(() => array.MapCoordinates(Keratin.Ops.Input([2]), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => array.MapCoordinates(Keratin.Ops.Input([2, 5]), 3));
    }

    private static float[] Run(Tensor<float> array, Shape shape, float[] places, int order, FillMode mode = FillMode.Constant, float fillValue = 0) =>
        Step.Run((x, at) => x.MapCoordinates(at, order, mode, fillValue), array, Numbers.Of(shape, places));
}
