using Keratin.Applications;

namespace Keratin.Tests.Applications;

public class NetworkErrorTests
{
    [Fact]
    public void Images_that_are_too_small_are_refused()
    {
        var error = Assert.Throws<ShapeException>(() => Networks.ResNet50(inputShape: [28, 28, 3]));
        Assert.Equal(
            """
            ResNet50: the shapes do not fit.
              expected: an input shape (height, width, channels) of at least 32 × 32 pixels
              got:      (28, 28, 3)
              hint:     images below 32 pixels can be enlarged, or padded: new ZeroPadding2D(…)
            """.ReplaceLineEndings("\n"), error.Message);
        Assert.Contains("65 × 65", Assert.Throws<ShapeException>(() => Networks.GoogLeNet(inputShape: [64, 64, 3], auxiliary: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_is_no_images_is_refused_with_a_hint()
    {
        Assert.Contains("[32, 32, 1]", Assert.Throws<ShapeException>(() => Networks.LeNet5(inputShape: [32, 32])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "the batch is not part", Assert.Throws<ShapeException>(() => Networks.VGG16(inputShape: [1, 224, 224, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Networks.AlexNet(includeTop: false, inputShape: [Shape.Unknown, Shape.Unknown, 3]));
        Assert.Throws<ShapeException>(() => Networks.ResNet20(inputShape: [32, 32, 0]));
    }

    [Fact]
    public void Classes_poolings_and_activations_that_do_not_exist_are_refused()
    {
        Assert.Equal("classes", Assert.Throws<ArgumentOutOfRangeException>(() => Networks.LeNet5(classes: 0)).ParamName);
        Assert.Contains(
            "'mean'", Assert.Throws<ArgumentException>(() => Networks.GoogLeNet(includeTop: false, inputShape: [32, 32, 3], pooling: "mean")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Networks.LeNet5(classifierActivation: "soft"));
        Assert.Throws<ArgumentException>(() => Networks.GoogLeNet(includeTop: false, auxiliary: true));
    }
}
