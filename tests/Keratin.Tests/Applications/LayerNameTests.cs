using Keratin.Applications;
using Keratin.Callbacks;
using Keratin.Layers;
using Keratin.Models;

namespace Keratin.Tests.Applications;

public class LayerNameTests
{
    // As keras.applications has them: Keras puts layers of equal depth in the order of a walk from the output, so the shortcut's stand between the others'.
    [Fact]
    public void ResNet50_has_Keras_layers_in_Keras_order()
    {
        Model model = SampleNetworks.Named("resnet50");
        string[] names = [.. model.Layers.Select(layer => layer.Name)];

        Assert.Equal(177, names.Length);
        Assert.Equal(["conv1_pad", "conv1_conv", "conv1_bn", "conv1_relu", "pool1_pad", "pool1_pool"], names[1..7]);
        Assert.Equal(
            ["1_conv", "1_bn", "1_relu", "2_conv", "2_bn", "2_relu", "0_conv", "3_conv", "0_bn", "3_bn", "add", "out"],
            names[7..19].Select(name => name["conv2_block1_".Length..]));
        Assert.Equal(
            ["1_conv", "1_bn", "1_relu", "2_conv", "2_bn", "2_relu", "3_conv", "3_bn", "add", "out"], names[19..29].Select(name => name["conv2_block2_".Length..]));
        Assert.Equal(["conv5_block3_add", "conv5_block3_out", "avg_pool", "predictions"], names[^4..]);
        Assert.Equal(["conv4_block1", "conv4_block2", "conv4_block3", "conv4_block4", "conv4_block5", "conv4_block6"],
            names.Where(name => name.StartsWith("conv4_", StringComparison.Ordinal)).Select(name => name[..12]).Distinct());
    }

    [Fact]
    public void ResNet50s_summary_says_what_Keras_says()
    {
        Model model = SampleNetworks.Named("resnet50");
        var rows = model.Layers.ToDictionary(layer => layer.Name, layer => (Shape: $"{layer.OutputShape}", Parameters: layer.CountParams()));

        Assert.Equal(("(None, 230, 230, 3)", 0), rows["conv1_pad"]);
        Assert.Equal(("(None, 112, 112, 64)", 9_472), rows["conv1_conv"]);
        Assert.Equal(("(None, 112, 112, 64)", 256), rows["conv1_bn"]);
        Assert.Equal(("(None, 114, 114, 64)", 0), rows["pool1_pad"]);
        Assert.Equal(("(None, 56, 56, 64)", 0), rows["pool1_pool"]);
        Assert.Equal(("(None, 56, 56, 64)", 4_160), rows["conv2_block1_1_conv"]);
        Assert.Equal(("(None, 56, 56, 64)", 36_928), rows["conv2_block1_2_conv"]);
        Assert.Equal(("(None, 56, 56, 256)", 16_640), rows["conv2_block1_0_conv"]);
        Assert.Equal(("(None, 56, 56, 256)", 1_024), rows["conv2_block1_3_bn"]);
        Assert.Equal(("(None, 28, 28, 512)", 131_584), rows["conv3_block1_0_conv"]);
        Assert.Equal(("(None, 14, 14, 1024)", 525_312), rows["conv4_block1_0_conv"]);
        Assert.Equal(("(None, 7, 7, 2048)", 2_099_200), rows["conv5_block1_0_conv"]);
        Assert.Equal(("(None, 7, 7, 512)", 2_359_808), rows["conv5_block3_2_conv"]);
        Assert.Equal(("(None, 7, 7, 2048)", 1_050_624), rows["conv5_block3_3_conv"]);
        Assert.Equal(("(None, 2048)", 0), rows["avg_pool"]);
        Assert.Equal(("(None, 1000)", 2_049_000), rows["predictions"]);

        string text = new ModelSummary(model, new ConsoleTerminal(TextWriter.Null, IsInteractive: false, HasColor: false, Width: 80, HasLines: true)).ToText();
        Assert.EndsWith(
            " Total params: 25,636,712 (97.80 MB)\n Trainable params: 25,583,592 (97.59 MB)\n Non-trainable params: 53,120 (207.50 KB)\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resnet101", 347)]
    [InlineData("resnet152", 517)]
    [InlineData("vgg16", 23)]
    [InlineData("vgg19", 26)]
    public void Deeper_networks_have_as_many_layers_as_Keras_has(string name, int layers) =>
        Assert.Equal(layers, SampleNetworks.Named(name).Layers.Count);

    [Fact]
    public void VGG16s_layers_are_called_as_in_Keras() => Assert.Equal(
        [
            "block1_conv1", "block1_conv2", "block1_pool", "block2_conv1", "block2_conv2", "block2_pool", "block3_conv1", "block3_conv2", "block3_conv3",
            "block3_pool", "block4_conv1", "block4_conv2", "block4_conv3", "block4_pool", "block5_conv1", "block5_conv2", "block5_conv3", "block5_pool",
            "flatten", "fc1", "fc2", "predictions",
        ], SampleNetworks.Named("vgg16").Layers.Skip(1).Select(layer => layer.Name));

    [Fact]
    public void AlexNets_maps_have_the_papers_sizes() => Assert.Equal(
        ["(None, 55, 55, 96)", "(None, 27, 27, 256)", "(None, 13, 13, 384)", "(None, 13, 13, 384)", "(None, 13, 13, 256)"],
        SampleNetworks.Named("alexnet").Layers.OfType<Conv2D>().Select(layer => $"{layer.OutputShape}"));

    // The column "output size" of the paper's table 1.
    [Fact]
    public void GoogLeNets_modules_have_the_papers_sizes() => Assert.Equal(
        [
            "(None, 28, 28, 256)", "(None, 28, 28, 480)", "(None, 14, 14, 512)", "(None, 14, 14, 512)", "(None, 14, 14, 512)", "(None, 14, 14, 528)",
            "(None, 14, 14, 832)", "(None, 7, 7, 832)", "(None, 7, 7, 1024)",
        ], SampleNetworks.Named("googlenet").Layers.OfType<Concatenate>().Select(layer => $"{layer.OutputShape}"));

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet34")]
    public void Shallower_residual_networks_halve_the_image_five_times(string name)
    {
        Model model = SampleNetworks.Named(name);
        Assert.Equal([Shape.Unknown, 56, 56, 64], model.GetLayer("conv2_block1_out").OutputShape);
        Assert.Equal([Shape.Unknown, 7, 7, 512], model.GetLayer("conv5_block2_out").OutputShape);
        Assert.DoesNotContain(model.Layers, layer => layer.Name == "conv2_block1_0_conv");
        Assert.Contains(model.Layers, layer => layer.Name == "conv3_block1_0_conv");
    }

    [Theory]
    [InlineData(null, "(None, 2, 2, 1024)")]
    [InlineData("avg", "(None, 1024)")]
    [InlineData("max", "(None, 1024)")]
    public void Without_the_top_features_are_left_or_pooled(string? pooling, string shape)
    {
        Model model = SampleNetworks.Unfilled(() => Networks.GoogLeNet(includeTop: false, inputShape: [64, 48, 1], pooling: pooling));
        Assert.Equal(shape, $"{model.OutputShape}");
    }
}
