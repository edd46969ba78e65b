using Keratin.Applications;

namespace Keratin.Tests.Applications;

public class ImageNetTests
{
    private static readonly Tensor<float> s_pixels = Numbers.Of([1, 1, 2, 3], 255, 0, 127.5f, 10, 20, 30);

    [Fact]
    public void Caffe_turns_red_and_blue_and_takes_the_means_away()
    {
        // Blue 127.5 - 103.939, green 0 - 116.779, red 255 - 123.68.
        Tensor<float> y = ImageNet.PreprocessInput(s_pixels);
        Numbers.Close([23.561f, -116.779f, 131.32f, -73.939f, -96.779f, -113.68f], y.AsFlatSpan(), 1e-6f);
        Assert.Equal(s_pixels.Shape(), y.Shape());
        Assert.Equal(255, s_pixels[0, 0, 0, 0]);
    }

    [Fact]
    public void Torch_scales_to_one_and_normalizes()
    {
        // (1 - 0.485)/0.229, (0 - 0.456)/0.224, (0.5 - 0.406)/0.225; (10/255 - 0.485)/0.229 …
        Numbers.Close(
            [2.2489083f, -2.0357143f, 0.41777778f, -1.9466564f, -1.6855742f, -1.2815686f], ImageNet.PreprocessInput(s_pixels, "torch").AsFlatSpan(), 1e-6f);
    }

    [Fact]
    public void Tf_scales_to_one_on_either_side() =>
        Numbers.Close([1, -1, 0, -0.92156863f, -0.84313726f, -0.7647059f], ImageNet.PreprocessInput(s_pixels, "tf").AsFlatSpan(), 1e-6f);

    [Fact]
    public void Other_modes_and_channels_are_refused()
    {
        Assert.Contains("'keras'", Assert.Throws<ArgumentException>(() => ImageNet.PreprocessInput(s_pixels, "keras")).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => ImageNet.PreprocessInput(Numbers.Of([1, 2], 1, 2)));
        Assert.Equal([1, 2], ImageNet.PreprocessInput(Numbers.Of([1, 2], 1, 2), "tf").Shape());
    }
}
