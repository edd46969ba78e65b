using Keratin.Graph.Transforms;
using Keratin.Layers;

namespace Keratin.Tests.Layers;

public class Conv2DTests
{
    // 1 2 3 / 4 5 6 / 7 8 9
    private static readonly Tensor<float> s_x = Numbers.Of([1, 3, 3, 1], 1, 2, 3, 4, 5, 6, 7, 8, 9);

    [Fact]
    public void Slides_the_kernel_without_turning_it()
    {
        // Kernel 1 2 / 3 4: top left 1·1 + 2·2 + 3·4 + 4·5 = 37, to the right +10, below +30; bias 0.5.
        Conv2D layer = Make(new Conv2D(1, 2), [1, 2, 3, 4], 0.5f);
        Assert.Equal([37.5f, 47.5f, 67.5f, 77.5f], Step.Run(layer.Apply, s_x));
    }

    [Fact]
    public void Gradients_of_the_summed_output()
    {
        Conv2D layer = Make(new Conv2D(1, 2), [1, 2, 3, 4], 0.5f);
        float[][] gradients = Step.RunAll(x => Gradients.Of(layer.Apply(x[0]), layer.Weights[0], layer.Weights[1], x[0]), [s_x]);
        Assert.Equal([12f, 16, 24, 28], gradients[0]); // each element meets four pixels: 1+2+4+5, 2+3+5+6, 4+5+7+8, 5+6+8+9
        Assert.Equal([4f], gradients[1]);              // four windows
        Assert.Equal([1f, 3, 2, 4, 10, 6, 3, 7, 4], gradients[2]); // corners meet one element, edges two, the centre all
    }

    [Fact]
    public void Same_padding_puts_the_odd_zero_to_the_bottom_and_the_right()
    {
        // out = ⌈3/2⌉ = 2, total padding (2-1)·2 + 2 - 3 = 1, all of it behind: 1+2+4+5, 3+6, 7+8, 9.
        Conv2D layer = Make(new Conv2D(1, 2) { Strides = 2, Padding = Padding.Same }, [1, 1, 1, 1], 0);
        Assert.Equal([12f, 9, 15, 9], Step.Run(layer.Apply, s_x));
    }

    [Fact]
    public void Dilation_spreads_the_kernel()
    {
        // The corners: 1 + 3 + 7 + 9.
        Conv2D layer = Make(new Conv2D(1, 2) { DilationRate = 2 }, [1, 1, 1, 1], 0);
        Assert.Equal([20f], Step.Run(layer.Apply, s_x));
    }

    [Fact]
    public void Groups_see_their_own_channels_only()
    {
        // 1 × 1 kernel (1, 1, 1, 2): channel 0 by 10, channel 1 by 100.
        var layer = new Conv2D(2, 1) { Groups = 2, UseBias = false };
        layer.EnsureBuilt([Shape.Unknown, 1, 2, 2]);
        Assert.Equal([1, 1, 1, 2], layer.Weights[0].Shape);
        layer.Weights[0].Assign([10, 100]);
        Assert.Equal([10f, 200, 30, 400], Step.Run(layer.Apply, Numbers.Of([1, 1, 2, 2], 1, 2, 3, 4)));
    }

    [Fact]
    public void Refuses_images_without_channels_and_says_what_to_do()
    {
        var error = Assert.Throws<ShapeException>(() => new Conv2D(2, 3) { Name = "c" }.Apply(new Input(28, 28)));
        Assert.Equal(
            """
            Conv2D 'c': the shapes do not fit.
              expected: (batch, height, width, channels), channels known
              got:      (None, 28, 28)
              hint:     give the images a channel axis: new Reshape(28, 28, 1)
            """, error.Message);
    }

    [Fact]
    public void Refuses_groups_that_do_not_divide_and_strides_beside_dilation()
    {
        var error = Assert.Throws<ShapeException>(() => new Conv2D(4, 3) { Name = "c", Groups = 2 }.Apply(new Input(28, 28, 3)));
        Assert.Equal(
            """
            Conv2D 'c': the shapes do not fit.
              expected: channels and filters divisible by groups = 2
              got:      3 channels, 4 filters
            """, error.Message);
        var both = Assert.Throws<ArgumentException>(() => new Conv2D(4, 3) { Name = "c", Strides = 2, DilationRate = (1, 2) }.Apply(new Input(28, 28, 3)));
        Assert.Equal("Conv2D 'c': expected strides or dilation rate of 1; got strides (2, 2) and dilation rate (1, 2).", both.Message);
    }

    [Fact]
    public void Refuses_an_image_smaller_than_its_kernel()
    {
        var error = Assert.Throws<ShapeException>(() => new Conv2D(4, 5) { Name = "c" }.Apply(new Input(4, 4, 1)));
        Assert.Contains("(None, 4, 4, 1)", error.Message, StringComparison.Ordinal);
    }

    private static Conv2D Make(Conv2D layer, float[] kernel, float bias)
    {
        layer.EnsureBuilt([Shape.Unknown, 3, 3, 1]);
        layer.Weights[0].Assign(kernel);
        layer.Weights[1].Assign([bias]);
        return layer;
    }
}
