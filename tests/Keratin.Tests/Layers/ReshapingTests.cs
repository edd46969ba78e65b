using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class ReshapingTests
{
    private static readonly Tensor<float> s_x = Numbers.Of([1, 2, 3], 1, 2, 3, 4, 5, 6);

    [Fact]
    public void Flatten_goes_row_by_row()
    {
        Assert.Equal([1f, 2, 3, 4, 5, 6], Step.Run(new Flatten().Apply, s_x));
        Assert.Equal([Shape.Unknown, 6], new Flatten().Apply(new Input(2, 3)).Shape);
        Assert.Equal([Shape.Unknown, 1], new Flatten().Apply(new Input()).Shape);
    }

    // As in Keras; a Dense behind it says that it wants to know.
    [Fact]
    public void Flatten_of_an_unknown_length_is_of_unknown_length()
    {
        KerasTensor flat = new Flatten().Apply(new Input(Shape.Unknown, 3));
        Assert.Equal("(None, None)", $"{flat.Shape}");
        Assert.Contains("inputDim known", Assert.Throws<ShapeException>(() => new Dense(2).Apply(flat)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reshape_keeps_the_order_and_finds_one_length_itself()
    {
        Assert.Equal([1f, 2, 3, 4, 5, 6], Step.Run(new Reshape(3, 2).Apply, s_x));
        Assert.Equal([Shape.Unknown, 3, 2], new Reshape(3, -1).Apply(new Input(2, 3)).Shape);
        Assert.Equal([Shape.Unknown, 6], new Reshape(-1).Apply(new Input(2, 3)).Shape);
    }

    [Theory]
    [InlineData(new[] { 4 }, "as many elements a sample as (4,)")]
    [InlineData(new[] { 4, -1 }, "as many elements a sample as (4, None)")]
    [InlineData(new[] { -1, -1 }, "at most one length of -1")]
    public void Reshape_refuses_another_number_of_elements(int[] target, string expected)
    {
        var error = Assert.Throws<ShapeException>(() => new Reshape(target) { Name = "r" }.Apply(new Input(2, 3)));
        Assert.StartsWith($"Reshape 'r': the shapes do not fit.\n  expected: {expected}\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_first_are_put_last_before_flattening()
    {
        // (channel, place): a0 a1 a2, b0 b1 b2 becomes a0 b0 a1 b1 a2 b2.
        Assert.Equal([1f, 4, 2, 5, 3, 6], Step.Run(new Flatten { DataFormat = DataFormat.ChannelsFirst }.Apply, s_x));
    }

    [Fact]
    public void Permute_puts_axes_in_another_order()
    {
        Assert.Equal([1f, 4, 2, 5, 3, 6], Step.Run(new Permute(2, 1).Apply, s_x));
        Assert.Equal([Shape.Unknown, 4, 2, 3], new Permute(3, 1, 2).Apply(new Input(2, 3, 4)).Shape);
        Assert.Throws<ArgumentException>(() => new Permute(0, 1));
        Assert.Throws<ArgumentException>(() => new Permute(1, 3));
        Assert.Throws<ShapeException>(() => new Permute(1, 2).Apply(new Input(3)));
    }

    [Fact]
    public void RepeatVector_gives_it_several_times()
    {
        Assert.Equal([1f, 2, 1, 2, 1, 2], Step.Run(new RepeatVector(3).Apply, Numbers.Of([1, 2], 1, 2)));
        Assert.Throws<ShapeException>(() => new RepeatVector(3).Apply(new Input(3, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RepeatVector(0));
    }

    [Fact]
    public void Zeros_are_put_around()
    {
        Assert.Equal([0f, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0], Step.Run(new ZeroPadding1D((1, 2)).Apply, s_x));
        Assert.Equal([0f, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0], Step.Run(new ZeroPadding1D((1, 2)) { DataFormat = DataFormat.ChannelsFirst }.Apply, s_x));
        Tensor<float> image = Numbers.Of([1, 2, 1, 1], 1, 2);
        Assert.Equal([0f, 0, 1, 0, 2, 0, 0, 0], Step.Run(new ZeroPadding2D((1, 1), (0, 1)).Apply, image));
        Assert.Equal([Shape.Unknown, 4, 5, 2], new ZeroPadding2D((1, 2)).Apply(new Input(2, 1, 2)).Shape);
        Assert.Equal([Shape.Unknown, 2, 4, 3], new ZeroPadding2D { DataFormat = DataFormat.ChannelsFirst }.Apply(new Input(2, 2, 1)).Shape);
        Assert.Equal([Shape.Unknown, 4, 3, 7, 1], new ZeroPadding3D((1, 0, 2)).Apply(new Input(2, 3, 3, 1)).Shape);
        Assert.Equal([Shape.Unknown, 3, 7, 8, 1], new ZeroPadding3D((0, 1), (1, 3), (2, 3)).Apply(new Input(2, 3, 3, 1)).Shape);
        Assert.Equal([0f, 0, 0, 1, 0, 0], Step.Run(new ZeroPadding3D((0, 1), (1, 0), (1, 0)).Apply, Numbers.Of([1, 1, 1, 1, 1], 1))[..6]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ZeroPadding2D(-1));
        Assert.Throws<ShapeException>(() => new ZeroPadding2D().Apply(new Input(3, 3)));
    }

    [Fact]
    public void Borders_are_taken_away()
    {
        Assert.Equal([4f, 5, 6], Step.Run(new Cropping1D((1, 0)).Apply, s_x));
        Tensor<float> image = Numbers.Of([1, 3, 3, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Assert.Equal([5f], Step.Run(new Cropping2D(1).Apply, image));
        Assert.Equal([3f, 6], Step.Run(new Cropping2D((0, 1), (2, 0)).Apply, image));
        Assert.Equal([5f], Step.Run(new Cropping2D(1) { DataFormat = DataFormat.ChannelsFirst }.Apply, Numbers.Of([1, 1, 3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Assert.Equal([Shape.Unknown, 4, 4, 1], new Cropping2D().Apply(new Input(4, 4, 1)).Shape);
        Assert.Equal([Shape.Unknown, 2, 3, 2, 1], new Cropping3D((1, 1), (0, 1), (2, 0)).Apply(new Input(4, 4, 4, 1)).Shape);
        var error = Assert.Throws<ShapeException>(() => new Cropping1D(2) { Name = "c" }.Apply(new Input(4, 3)));
        Assert.Contains("expected: a known length above 2 + 2 at axis 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_are_repeated()
    {
        Assert.Equal([1f, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6], Step.Run(new UpSampling1D().Apply, s_x));
        // Keras' test: two images of 2 × 1 pixels become twice as wide.
        Tensor<float> images = Numbers.Of([2, 2, 1, 3], [.. Enumerable.Range(0, 12).Select(i => (float)i)]);
        Assert.Equal(
            [0f, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 6, 7, 8, 9, 10, 11, 9, 10, 11], Step.Run(new UpSampling2D((1, 2)).Apply, images));
        Assert.Equal([1f, 1, 2, 2, 1, 1, 2, 2], Step.Run(new UpSampling2D { DataFormat = DataFormat.ChannelsFirst }.Apply, Numbers.Of([1, 1, 1, 2], 1, 2)));
        Assert.Equal([1f, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2], Step.Run(new UpSampling3D((2, 1, 3)).Apply, Numbers.Of([1, 1, 1, 2, 1], 1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UpSampling3D((1, 0, 1)));
    }

    [Fact]
    public void Pixels_between_pixels_are_interpolated()
    {
        // Centres on centres: -¼, ¼, ¾, 1¼ of the old pixels; what lies outside is the border's.
        Tensor<float> row = Numbers.Of([1, 1, 2, 1], 0, 4);
        Numbers.Close([0, 1, 3, 4], Step.Run(new UpSampling2D((1, 2)) { Interpolation = Interpolation.Bilinear }.Apply, row));
        foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
        {
            // Of one value everywhere nothing else can come.
            Numbers.Close([.. Enumerable.Repeat(3f, 36)], Step.Run(new UpSampling2D(2) { Interpolation = interpolation }.Apply, Numbers.Of([1, 3, 3, 1], [.. Enumerable.Repeat(3f, 9)])), 1e-5f);
        }
    }
}
